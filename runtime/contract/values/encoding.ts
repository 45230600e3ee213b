import { own } from "./deep-equal.ts";

export type Encoding = "value" | "json" | "sql-rows";

/**
 * The value as it crosses the port. The rows of a SQL result are the value's items, or the value alone; `null` is no
 * row, and a plain value stands in a column of its own.
 */
export function encoded(encoding: Encoding, value: unknown): unknown {
  switch (encoding) {
    case "value":
      return value;
    case "json":
      return value === null ? null : JSON.stringify(value);
    case "sql-rows": {
      const rows: readonly unknown[] = Array.isArray(value)
        ? value
        : value === null || value === undefined
          ? []
          : [value];
      return { rows: rows.map(asRow), rowCount: rows.length };
    }
    default:
      return encoding satisfies never;
  }
}

function asRow(value: unknown): unknown {
  return typeof value === "object" && value !== null ? value : { value };
}

/** What the receiver makes of it; text that is no JSON stays as it is, and then fits no schema. */
export function decoded(encoding: Encoding, value: unknown): unknown {
  if (encoding === "sql-rows")
    return typeof value === "object" && value !== null ? own(value, "rows") : value;
  if (encoding === "value" || typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
