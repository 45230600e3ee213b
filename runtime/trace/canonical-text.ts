import { createHash } from "node:crypto";

export interface CanonicalLimits {
  /** What is nested deeper is left out. */
  readonly depthMax: number;
  /** What comes after so many values is left out. */
  readonly valuesMax: number;
}

/**
 * A value as text that is the same for equal values, in whatever order their keys stand. Never throws: what cannot be
 * read, or contains itself, counts as such.
 */
export function canonicalText(value: unknown, limits: CanonicalLimits): string {
  return canonical(value, { above: [], valuesLeft: limits.valuesMax, depthMax: limits.depthMax });
}

/** How far the reading of a value has come. */
interface Reading {
  /** The objects around the present value, outermost first. */
  readonly above: object[];
  valuesLeft: number;
  readonly depthMax: number;
}

function canonical(value: unknown, reading: Reading): string {
  reading.valuesLeft -= 1;
  if (reading.valuesLeft < 0) return "(more)";
  switch (typeof value) {
    case "bigint":
      return `${value}n`;
    case "number":
      return String(value);
    case "function":
    case "symbol":
      return `(${typeof value})`;
    case "object":
      return value === null ? "null" : canonicalObject(value, reading);
    default:
      return JSON.stringify(value) ?? "undefined";
  }
}

function canonicalObject(value: object, reading: Reading): string {
  if (reading.above.length >= reading.depthMax) return "(deep)";
  if (reading.above.includes(value)) return "(circular)";
  reading.above.push(value);
  try {
    return parts(value, reading);
  } catch {
    // A getter that throws, or a proxy that is revoked.
    return "(unreadable)";
  } finally {
    reading.above.pop();
  }
}

function parts(value: object, reading: Reading): string {
  const list = (items: Iterable<unknown>): string =>
    Array.from(items, (item) => canonical(item, reading)).join(",");
  if (value instanceof Date) return `(date ${value.getTime()})`;
  if (value instanceof Error) return `(${value.name}: ${value.message})`;
  if (value instanceof Uint8Array) return `(bytes ${createHash("sha256").update(value).digest("hex")})`;
  if (value instanceof Map) return `(map ${list(value)})`;
  if (value instanceof Set) return `(set ${list(value)})`;
  if (Array.isArray(value)) return `[${list(value)}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field, reading)}`);
  return `{${fields.join(",")}}`;
}
