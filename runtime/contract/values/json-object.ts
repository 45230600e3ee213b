export type JsonObject = Readonly<Record<string, unknown>>;

/** An object with fields, as opposed to an array, `null` or a plain value. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
