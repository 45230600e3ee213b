import { z } from "zod";
import { foldedName } from "../../model/sql/folded-name.ts";
import type { ReplyOutcome } from "../../model/steps.ts";
import { decodeSql } from "../../sql/decode-sql.ts";
import { own } from "./deep-equal.ts";

type Promised = Pick<ReplyOutcome & { readonly kind: "returns" }, "encoding" | "column" | "type">;

/** What the receiver makes of an answer as it crossed the port; what is not what was promised stays as it is. */
export function decoded(promised: Promised, value: unknown): unknown {
  const { encoding } = promised;
  if (encoding.startsWith("sql-")) return fromResult(promised, value);
  if (encoding === "value" || typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function fromResult({ encoding, column, type }: Promised, result: unknown): unknown {
  if (typeof result !== "object" || result === null) return result;
  if (encoding === "sql-count") return own(result, "rowCount");
  const rows = own(result, "rows");
  if (!Array.isArray(rows)) return rows;
  const cells = rows.map((row: unknown) => cellOf(row, column));
  const shapes = encoding === "sql-rows" ? [rows, rows[0] ?? null] : [cells, cells[0] ?? null];
  for (const shape of encoding === "sql-value" ? shapes.toReversed() : shapes) {
    const read = readAs(type, shape);
    if (read !== undefined) return read.value;
  }
  return rows;
}

function cellOf(row: unknown, column: string | undefined): unknown {
  if (typeof row !== "object" || row === null) return row;
  const cells = Object.entries(row);
  const named = cells.find(([name]) => column !== undefined && foldedName(name) === foldedName(column));
  return (named ?? cells[0])?.[1];
}

/** As services read it: `numeric` comes as text, columns have underscores. */
function readAs(type: Promised["type"], value: unknown): { readonly value: unknown } | undefined {
  if (type.safeParse(value).success) return { value };
  if (!(type instanceof z.ZodType)) return undefined;
  try {
    return { value: decodeSql(type, value, "answer") };
  } catch {
    return undefined;
  }
}
