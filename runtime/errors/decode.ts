import type { ZodType } from "zod";
import { InvalidPayloadError } from "./errors.ts";

/**
 * The value as the schema has it, or an `InvalidPayloadError` that says which field of `what` is wrong. Only the
 * payload's own fields count: what it inherits could be anything.
 */
export function parse<T>(schema: ZodType<T>, value: unknown, what: string): T {
  if (hasForeignPrototype(value)) throw new InvalidPayloadError(what, ["expected a plain object"]);
  const result = schema.safeParse(value);
  if (!result.success) throw InvalidPayloadError.from(what, result.error);
  return result.data;
}

/** Parses JSON text that a store keeps; `null` (nothing kept) stays `null`. */
export function decodeJson<T>(schema: ZodType<T>, text: string | null, what: string): T | null {
  if (text === null) return null;
  return parse(schema, jsonOf(text, what), what);
}

/** Parses JSON text that must be in the store: `null` (nothing kept) is an `InvalidPayloadError`. */
export function decodeStoredJson<T>(schema: ZodType<T>, text: string | null, what: string): T {
  if (text === null) throw new InvalidPayloadError(what, ["nothing is stored"]);
  return parse(schema, jsonOf(text, what), what);
}

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidPayloadError(what, ["not JSON"], { cause });
  }
}

// `{ __proto__: {…} }` in code, or Object.create(payload): its fields would be read through the prototype.
function hasForeignPrototype(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: object | null = Reflect.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype && prototype.constructor === Object;
}
