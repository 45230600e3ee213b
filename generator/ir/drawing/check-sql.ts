import type { SqlParser } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { messageLines } from "../../text/lexical/message-lines.ts";
import { refusedSql } from "../../text/sql/find-sql.ts";
import { sqlHint } from "../../text/sql/sql-hint.ts";
import type { RefusedSql } from "../model/diagram-model.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** Labels that a reader would take for SQL, and PostgreSQL does not. */
export function refusedStatements(
  arrows: readonly ReadArrow[],
  sql: SqlParser | undefined,
): readonly RefusedSql[] {
  if (sql === undefined) return [];
  return arrows.flatMap(({ meaning, label, span }) => {
    const refused = meaning.kind === "sql" ? undefined : refusedSql(messageLines(label).head, sql);
    return refused === undefined ? [] : [{ ...refused, hint: sqlHint(refused.text), span }];
  });
}

/** Statements that PostgreSQL refuses, and those that are for every row of a table. */
export function checkSql(
  arrows: readonly ReadArrow[],
  refused: readonly RefusedSql[],
  source: SourceFile,
): readonly Diagnostic[] {
  return [
    ...refused.map(({ reason, hint, span }) =>
      diagnostic("text/sql-refused", { reason }, { source, span }, { hint }),
    ),
    ...arrows.flatMap(({ meaning, span }) => {
      if (meaning.kind !== "sql" || !meaning.everyRow) return [];
      const params = { verb: meaning.verb.toUpperCase(), table: meaning.writes[0] ?? "" };
      return [diagnostic("text/every-row", params, { source, span })];
    }),
  ];
}
