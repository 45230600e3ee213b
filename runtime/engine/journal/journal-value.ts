import { FatalError } from "../../errors/errors.ts";

/**
 * A value as the journal keeps it: JSON, with tags for values that JSON does not have. What a database column may refuse
 * (NUL, lone surrogates) is escaped, so any payload can be stored.
 */
export function encodeValue(value: unknown, what: string, bytesMax = Number.POSITIVE_INFINITY): string {
  const text = JSON.stringify(toJson(value, what, new Set()));
  // No character takes more than three bytes per unit of a string's length.
  if (text.length * 3 > bytesMax && Buffer.byteLength(text) > bytesMax)
    throw new FatalError(
      `${what} cannot be kept in the journal: it takes ${Buffer.byteLength(text)} bytes, and \`valueBytesMax\` is ${bytesMax}. Keep large data elsewhere, and pass where it is`,
    );
  return text;
}

export function decodeValue(text: string): unknown {
  return fromJson(JSON.parse(text));
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// A tagged value is an object with this one key; data that has such a key itself is tagged too, as "object".
const tag = "$seqwright";

function toJson(value: unknown, what: string, above: Set<object>): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged("number", numberText(value));
    case "undefined":
      return tagged("undefined");
    case "bigint":
      return tagged("bigint", String(value));
    case "object":
      return value === null ? null : objectToJson(value, what, above);
    case "function":
    case "symbol":
      throw notData(what, `a ${typeof value}`);
  }
}

function objectToJson(value: object, what: string, above: Set<object>): Json {
  if (above.has(value)) throw notData(what, "an object that contains itself");
  const inside = new Set(above).add(value);
  const encode = (part: unknown): Json => toJson(part, what, inside);
  if (Array.isArray(value)) return Array.from(value, encode);
  if (value instanceof Date) return tagged("date", encode(value.getTime()));
  if (value instanceof Uint8Array) return tagged("bytes", Buffer.from(value).toString("base64"));
  if (value instanceof Map) return tagged("map", Array.from(value, encode));
  if (value instanceof Set) return tagged("set", Array.from(value, encode));
  if (!isPlain(value)) throw notData(what, `an instance of ${value.constructor.name}`);
  const fields = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, encode(field)]));
  return Object.hasOwn(value, tag) ? tagged("object", Object.entries(fields)) : fields;
}

// Rows of a database client are plain data, but may have another prototype.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function tagged(kind: string, content: Json = null): Json {
  return { [tag]: [kind, content] };
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function notData(what: string, found: string): FatalError {
  return new FatalError(`${what} cannot be kept in the journal: it holds ${found}, which is not plain data`);
}

function fromJson(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== "object" || json === null) return json;
  if (Object.hasOwn(json, tag)) return untag(json as { readonly [tag]: readonly [string, unknown] });
  return Object.fromEntries(Object.entries(json).map(([key, field]) => [key, fromJson(field)]));
}

function untag({ [tag]: [kind, content] }: { readonly [tag]: readonly [string, unknown] }): unknown {
  switch (kind) {
    case "undefined":
      return undefined;
    case "number":
      return Number(content);
    case "bigint":
      return BigInt(String(content));
    case "date":
      return new Date(Number(fromJson(content)));
    case "bytes":
      return new Uint8Array(Buffer.from(String(content), "base64"));
    case "map":
      return new Map(fromJson(content) as [unknown, unknown][]);
    case "set":
      return new Set(fromJson(content) as unknown[]);
    case "object":
      return Object.fromEntries(fromJson(content) as [string, unknown][]);
    default:
      throw new FatalError(`the journal holds a value of an unknown kind "${kind}"`);
  }
}
