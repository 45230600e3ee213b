import { jsonText } from "../../errors/json-text.ts";
import { foldedName } from "../../model/sql/folded-name.ts";
import type { SqlFacts } from "../../model/sql/sql-facts.ts";
import type { ReplyOutcome } from "../../model/steps.ts";

type Promised = Pick<ReplyOutcome & { readonly kind: "returns" }, "encoding" | "column">;
type Row = Readonly<Record<string, unknown>>;

/**
 * The value as it crosses the port. A SQL result has the shape that its statement has: the statement's columns by the
 * names that PostgreSQL gives them, and no row at all where nothing is returned. Without `facts` of the statement, the
 * value's own fields are the columns.
 */
export function encoded({ encoding, column }: Promised, value: unknown, facts?: SqlFacts): unknown {
  switch (encoding) {
    case "value":
      return value;
    case "json":
      return value === null ? null : jsonText(value);
    case "sql-rows":
      return resultOf(
        valuesIn(value).map((row) => rowOf(row, facts)),
        facts,
      );
    case "sql-column":
      return resultOf(
        valuesIn(value).map((part) => rowWith(column, part, facts)),
        facts,
      );
    case "sql-value":
      return resultOf(value === null ? [] : [rowWith(column, value, facts)], facts);
    case "sql-count":
      return { rows: [], rowCount: value };
    default:
      return encoding satisfies never;
  }
}

function resultOf(rows: readonly unknown[], facts: SqlFacts | undefined): unknown {
  return { rows: facts?.answer === "count" ? [] : rows, rowCount: rows.length };
}

/** `null` is no row. */
function valuesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? [] : [value];
}

function rowOf(value: unknown, facts: SqlFacts | undefined): unknown {
  if (typeof value !== "object" || value === null) return rowWith(undefined, value, facts);
  const columns = facts?.columns ?? [];
  if (columns.length === 0 || columns.includes("*")) return value;
  const fields = Object.entries(value);
  const named = columns.map((column): [string, unknown] => {
    const field = fields.find(([name]) => foldedName(name) === foldedName(column));
    return [column, field === undefined ? null : field[1]];
  });
  const wanted = new Set(columns.map(foldedName));
  return {
    ...Object.fromEntries(fields.filter(([name]) => !wanted.has(foldedName(name)))),
    ...Object.fromEntries(named),
  };
}

/** The value in its column, and nothing in the others. */
function rowWith(named: string | undefined, value: unknown, facts: SqlFacts | undefined): Row {
  const columns = (facts?.columns ?? []).filter((column) => column !== "*");
  const place =
    columns.find((column) => named !== undefined && foldedName(column) === foldedName(named)) ??
    named ??
    columns[0] ??
    "value";
  return { ...Object.fromEntries(columns.map((column) => [column, null])), [place]: value };
}
