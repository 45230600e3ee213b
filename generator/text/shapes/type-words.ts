import type { Shape, StringFormat } from "../model.ts";

/** Types that deliver what they carry later. */
export const futures = new Set(
  "CompletableFuture CompletionStage Future ListenableFuture Promise Mono Flux Single Maybe Uni Task ValueTask Deferred Awaitable".split(
    " ",
  ),
);
/** Types that carry nothing. */
export const nothings = new Set(["void", "unit", "()"]);
export const lists = new Set(
  "list array set collection iterable sequence seq vector vec slice stream page tuple".split(" "),
);
export const optionals = new Set("optional option maybe nullable".split(" "));
/** Types that say nothing of the form of what they hold. */
export const wrappers = new Set("readonly nonnullable".split(" "));
export const maps = new Set("map record dictionary dict hashmap treemap linkedhashmap".split(" "));

export const primitives: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...types("string", "string str text varchar char character 문자열 文字列"),
  ...types("number", "number num float float32 float64 double decimal bigdecimal 숫자 数値"),
  ..."int integer long short byte biginteger bigint int32 int64 u32 u64 i32 i64 정수 整数"
    .split(" ")
    .map((name): [string, Shape] => [name, { kind: "scalar", type: "number", integer: true }]),
  ...types("boolean", "boolean bool 불리언 真偽値"),
  ...types(
    "bytes",
    "bytes byte[] bytea blob bytearray bytebuffer uint8array uint8[] arraybuffer multipartfile",
  ),
  ...types("string", "uuid guid", "uuid"),
  ...types(
    "string",
    "datetime date-time timestamp localdatetime offsetdatetime zoneddatetime instant",
    "date-time",
  ),
  ...types("string", "localdate localtime"),
  ...types("string", "uri url", "uri"),
  ...types("string", "email", "email"),
  ...["any", "object", "json", "jsonobject"].map((name): [string, Shape] => [name, { kind: "unknown" }]),
]);

/** Types that every language has, under names that are also words: only where a type is meant for sure. */
const capitalised: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...types("number", "money"),
  ...types("string", "date", "date-time"),
]);

/** What a type name stands for in every language; undefined for one that the diagram's authors made up. */
export function primitiveNamed(name: string): Shape | undefined {
  return primitives.get(name.toLowerCase()) ?? capitalised.get(name.toLowerCase());
}

function types(
  type: "string" | "number" | "boolean" | "bytes",
  names: string,
  format?: StringFormat,
): [string, Shape][] {
  return names
    .split(" ")
    .map((name) => [name, { kind: "scalar", type, ...(format === undefined ? {} : { format }) }]);
}
