import type { Shape, StringFormat } from "../model.ts";

/** A type as diagrams write it: `string`, `LocalDateTime`, `List<Order>`, `Order[]`, `Map<String, Integer>`. */
export function parseType(text: string): Shape | undefined {
  return text.length > textMax ? undefined : typeAt(text.trim(), 0);
}

/** A type name in the narrow sense, which cannot be mistaken for a word of prose: primitive, generic, list, PascalCase. */
export function isTypeName(text: string): boolean {
  const shape = parseType(text);
  return (
    shape !== undefined &&
    (primitives.has(text.trim().toLowerCase()) || /^[A-Z][\p{L}\p{N}_]*[a-z]|[<[]/u.test(text.trim()))
  );
}

/** What a carrier type such as `CompletableFuture<Void>` carries, and whether it delivers later. */
export function unwrapCarrier(
  text: string,
): { readonly asynchronous: boolean; readonly shape: Shape | undefined } | undefined {
  const trimmed = text.trim();
  if (nothings.has(trimmed.toLowerCase())) return { asynchronous: false, shape: undefined };
  const generic = /^(?:[a-z]\w*\.){0,8}([A-Z]\w*)\s*<([^]*)>$/.exec(trimmed);
  if (generic?.[1] !== undefined && futures.has(generic[1])) {
    const inner = unwrapCarrier(generic[2] ?? "");
    if (inner === undefined) return undefined;
    const shape =
      generic[1] === "Flux" && inner.shape !== undefined
        ? { kind: "list" as const, element: inner.shape }
        : inner.shape;
    return { asynchronous: true, shape };
  }
  const shape = parseType(trimmed);
  return shape === undefined ? undefined : { asynchronous: false, shape };
}

const textMax = 200;
const depthMax = 8;

const futures = new Set(
  "CompletableFuture CompletionStage Future ListenableFuture Promise Mono Flux Single Maybe Uni Task ValueTask Deferred Awaitable".split(
    " ",
  ),
);
const nothings = new Set(["void", "unit", "()"]);
const lists = new Set("list array set collection iterable sequence seq vector stream page".split(" "));
const optionals = new Set("optional option maybe nullable".split(" "));
const maps = new Set("map record dictionary dict hashmap".split(" "));

const primitives: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...types("string", "string str text varchar char character"),
  ...types("number", "number num float double decimal bigdecimal"),
  ...["int", "integer", "long", "short", "byte", "biginteger", "bigint"].map((name): [string, Shape] => [
    name,
    { kind: "scalar", type: "number", integer: true },
  ]),
  ...types("boolean", "boolean bool"),
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

function typeAt(text: string, depth: number): Shape | undefined {
  if (depth > depthMax) return { kind: "unknown" };
  const primitive = primitives.get(text.toLowerCase());
  if (primitive !== undefined) return primitive;
  if (text.endsWith("[]")) return listOf(typeAt(text.slice(0, -2).trim(), depth + 1));
  if (text.startsWith("[") && text.endsWith("]")) return listOf(typeAt(text.slice(1, -1).trim(), depth + 1));
  const generic = /^(?:[a-z]\w*\.){0,8}([A-Z]\w*)\s*<([^]+)>$/.exec(text);
  if (generic !== null) {
    const name = (generic[1] ?? "").toLowerCase();
    const inner = (generic[2] ?? "").trim();
    if (!/^[\p{L}\p{N}_<>[\],.?\s]+$/u.test(inner)) return undefined;
    if (lists.has(name.replace(/^(?:array|linked|hash)(?=list|set)/, "")))
      return listOf(typeAt(inner, depth + 1));
    if (optionals.has(name)) return typeAt(inner, depth + 1);
    if (maps.has(name)) return { kind: "record", fields: [], open: true };
    return { kind: "named", name: generic[1] ?? "" };
  }
  if (/^(?:[a-z]\w*\.){0,8}\p{Lu}[\p{L}\p{N}_]*$/u.test(text))
    return { kind: "named", name: text.slice(text.lastIndexOf(".") + 1) };
  return undefined;
}

function listOf(element: Shape | undefined): Shape | undefined {
  return element === undefined ? undefined : { kind: "list", element };
}
