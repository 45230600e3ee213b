import { parseArray } from "./parse-array.ts";
import { parseTimestamp } from "./parse-timestamp.ts";

export type ValueParser = (text: string) => unknown;

/**
 * What makes a value of PostgreSQL's text, by the type's OID: the same for every client. Whatever JavaScript has no
 * equal for stays text, which can be bound again as it is: numbers of any precision, calendar dates (the client would
 * put them into this machine's time zone), intervals, points, and types that are not PostgreSQL's own.
 */
export function valueParser(type: number): ValueParser {
  return parsers.get(type) ?? String;
}

const types: readonly (readonly [type: number, arrayOfIt: number, parser: ValueParser])[] = [
  [16, 1000, (text) => text === "t"], // boolean
  [17, 1001, parseBytes], // bytea
  [18, 1002, String], // "char"
  [19, 1003, String], // name
  [20, 1016, exactInteger], // bigint
  [21, 1005, Number], // smallint
  [23, 1007, Number], // integer
  [25, 1009, String], // text
  [26, 1028, Number], // oid
  [114, 199, (text) => JSON.parse(text) as unknown], // json
  [600, 1017, String], // point
  [650, 651, String], // cidr
  [700, 1021, Number], // real
  [701, 1022, Number], // double precision
  [790, 791, String], // money
  [829, 1040, String], // macaddr
  [869, 1041, String], // inet
  [1042, 1014, String], // char
  [1043, 1015, String], // varchar
  [1082, 1182, String], // date
  [1083, 1183, String], // time
  [1114, 1115, parseTimestamp], // timestamp
  [1184, 1185, parseTimestamp], // timestamptz
  [1186, 1187, String], // interval
  [1266, 1270, String], // timetz
  [1700, 1231, String], // numeric
  [2950, 2951, String], // uuid
  [3802, 3807, (text) => JSON.parse(text) as unknown], // jsonb
  [3904, 3905, String], // int4range
  [3906, 3907, String], // numrange
  [3908, 3909, String], // tsrange
  [3910, 3911, String], // tstzrange
  [3912, 3913, String], // daterange
  [3926, 3927, String], // int8range
];

const parsers: ReadonlyMap<number, ValueParser> = new Map(
  types.flatMap(([type, arrayOfIt, parser]): [number, ValueParser][] => [
    [type, parser],
    [arrayOfIt, (text) => parseArray(text, parser)],
  ]),
);

/** In either of the formats that `bytea_output` chooses from. */
function parseBytes(text: string): Uint8Array {
  if (text.startsWith(String.raw`\x`)) return Buffer.from(text.slice(2), "hex");
  const unescaped = text.replace(/\\(\\|[0-7]{3})/g, (_, code: string) =>
    code === "\\" ? code : String.fromCharCode(Number.parseInt(code, 8)),
  );
  return Buffer.from(unescaped, "latin1");
}

/** A `bigint` of PostgreSQL as a number, or as a bigint where a number would be another value. */
function exactInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}
