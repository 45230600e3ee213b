import { caption, type MessageLines } from "../lexical/message-lines.ts";
import type { Meaning } from "../model.ts";
import { parseRedis } from "../shapes/parse-redis.ts";
import { beginsStatement, findSql } from "../sql/find-sql.ts";
import { parseSqlIntent } from "../sql/parse-sql-intent.ts";
import { accessOf } from "../lexical/access-words.ts";
import { parseTemplate } from "../lexical/parse-template.ts";
import type { MessageContext } from "./message-context.ts";

/** A whole SQL statement over one or more lines, or else a verb in capitals with the entities it concerns. */
export function understandSql(lines: MessageLines, context: MessageContext): Meaning | undefined {
  const found = context.sql === undefined ? undefined : findSql(lines.head, context.sql);
  const [statement, ...further] = found?.statements ?? [];
  if (found === undefined || statement === undefined) return understandIntent(lines);
  const told = further.map(({ text }) => text);
  return { ...statement.meaning, caption: caption(...found.around), details: [...told, ...lines.details] };
}

function understandIntent({ head, details }: MessageLines): Meaning | undefined {
  const start = head.slice(0, linesMax).findIndex(beginsStatement);
  const intent = start < 0 ? undefined : parseSqlIntent(head[start] ?? "");
  if (intent === undefined) return undefined;
  const below = head.slice(start + 1);
  return {
    ...intent.meaning,
    caption: caption(
      ...head.slice(0, start),
      intent.remark,
      ...below.filter((line) => !furtherStatement.test(line)),
    ),
    details: [...below.filter((line) => furtherStatement.test(line)), ...details],
  };
}

/** `DEL event:draft:{eventDraftId}`, with a sentence around it. */
export function understandRedis({ head, details }: MessageLines): Meaning | undefined {
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const command = parseRedis(line);
    if (command === undefined) continue;
    const below = head.slice(index + 1);
    // `SET key` with its value on the next line.
    const value = /^[{["]/.test(below[0] ?? "") ? [caption(...below)] : [];
    const words = [
      ...head.slice(0, index),
      command.before,
      command.after,
      ...(value.length > 0 ? [] : below),
    ];
    return {
      ...command.meaning,
      rest: [...command.meaning.rest, ...value],
      caption: caption(...words),
      details,
    };
  }
  return undefined;
}

/** `Job 상태 조회` + `Key: job:{jobId}`. */
export function understandRedisKey({ head, details }: MessageLines): Meaning | undefined {
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const key =
      /^(.{0,200}?[\s(,]|)(?:(?:redis|cache)\s+)?(?:key|키|キー)\s{0,5}[:=]\s{0,5}("[^"\s]{1,300}"|(?:\{[^{}\n]{1,80}\}|[^\s(),"{}])+)\)?$/i
        .exec(line)
        ?.slice(1);
    const pattern = key?.[1]?.replaceAll('"', "");
    if (key === undefined || pattern === undefined || !/[\p{L}\p{N}]/u.test(pattern)) continue;
    if (!/[:{]/.test(pattern)) return undefined;
    const words = caption(
      ...head.slice(0, index),
      (key[0] ?? "").replace(/[\s(,]+$/, ""),
      ...head.slice(index + 1),
    );
    return {
      kind: "redis-key",
      key: parseTemplate(pattern),
      access: accessOf(words),
      caption: words,
      details,
    };
  }
  return undefined;
}

const linesMax = 8;

/** One message has one meaning: what else it does to the database is told, not understood. */
const furtherStatement = /^(?:SELECT|INSERT|UPDATE|DELETE|UPSERT|MERGE|BEGIN|COMMIT|ROLLBACK)\b/;
