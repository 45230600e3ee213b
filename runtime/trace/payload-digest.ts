import { createHash } from "node:crypto";

/** A short text that is the same for equal payloads, in whatever order their keys stand. */
export function payloadDigest(payload: unknown): string {
  return createHash("sha256").update(canonical(payload, 0)).digest("hex").slice(0, 16);
}

const depthMax = 64;

function canonical(value: unknown, depth: number): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `(${typeof value})`;
  if (value === undefined || value === null || typeof value !== "object")
    return JSON.stringify(value) ?? "undefined";
  // Deeper than any payload: an object that contains itself.
  if (depth > depthMax) return "(deep)";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("hex");
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field, depth + 1)}`);
  return `{${fields.join(",")}}`;
}
