import type { SqlParser } from "seqwright-runtime/model";
import type { Text } from "../../interaction/model.ts";
import { messageLines } from "../../text/lexical/message-lines.ts";
import { findSql } from "../../text/sql/find-sql.ts";

/** PostgreSQL takes one statement at a time: a label with several stands for as many messages, one after the other. */
export function splitStatements(label: Text, sql: SqlParser | undefined): readonly Text[] {
  if (sql === undefined) return [label];
  const { head, details } = messageLines(label);
  const { statements, around } = findSql(head, sql);
  if (statements.length < 2) return [label];
  const bullets = details.map((detail) => `- ${detail}`);
  return statements.map(({ text }, index) =>
    textOf(index === 0 ? [...around, text, ...bullets] : [text], label),
  );
}

function textOf(lines: readonly string[], { span }: Text): Text {
  return { lines: lines.map((text) => ({ text, span })), span };
}
