import { FatalError } from "../errors/errors.ts";

/** What both clients pass on to PostgreSQL as it is. */
export type BoundValue = string | number | boolean | Uint8Array | null;

/**
 * A value as a parameter of a statement, the same for every client: objects become JSON, lists of plain values become
 * PostgreSQL arrays, lists that hold objects become JSON; `sqlJson` makes JSON of anything. What PostgreSQL could not
 * store unchanged is refused, here or, as a list of plain values for a `jsonb` column is, by PostgreSQL.
 */
export function bindValue(value: unknown): BoundValue {
  switch (typeof value) {
    case "undefined":
      return null;
    case "string":
      return storable(value);
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return value.toString();
    case "object":
      return bindObject(value);
    default:
      throw new FatalError(`cannot bind a ${typeof value} to a statement`);
  }
}

/**
 * Binds `value` as JSON even where it would be taken for a PostgreSQL array, text or number: a list of plain values, or
 * an empty one, would be, since nothing tells that its column is `jsonb`.
 */
export function sqlJson(value: unknown): object {
  return new JsonParameter(value);
}

// Recognised by identity: a payload that merely looks like one stays a value.
class JsonParameter {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

function bindObject(value: object | null): BoundValue {
  if (value === null || value instanceof Uint8Array) return value;
  if (value instanceof JsonParameter) return json(value.value);
  if (value instanceof Date) return timestamp(value);
  if (Array.isArray(value)) return value.some(isJsonObject) ? json(value) : arrayLiteral(value);
  return json(value);
}

function isJsonObject(item: unknown): boolean {
  if (Array.isArray(item)) return item.some(isJsonObject);
  return (
    typeof item === "object" && item !== null && !(item instanceof Date) && !(item instanceof Uint8Array)
  );
}

// The form feed means nothing in an array and is wrong in JSON, where "{}" would be an object.
const emptyArray = "{\f}";

function arrayLiteral(items: readonly unknown[]): string {
  return items.length === 0 ? emptyArray : `{${items.map(arrayElement).join(",")}}`;
}

function arrayElement(item: unknown): string {
  if (Array.isArray(item)) return arrayLiteral(item);
  const bound = bindValue(item);
  if (bound === null) return "NULL";
  const text = bound instanceof Uint8Array ? `\\x${Buffer.from(bound).toString("hex")}` : String(bound);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function timestamp(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new FatalError("cannot bind an invalid date to a statement");
  return value.toISOString();
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    throw new FatalError("cannot bind a value to a statement that is not JSON", { cause: error });
  }
}

// Encoding would turn each lone surrogate into the same replacement character, so that two keys could become one.
function storable(text: string): string {
  if (/\p{Surrogate}/u.test(text))
    throw new FatalError("cannot bind text that is not valid Unicode to a statement");
  if (text.includes("\0")) throw new FatalError("cannot bind text with a NUL character to a statement");
  return text;
}
