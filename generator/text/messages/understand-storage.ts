import { caption, type MessageLines } from "../lexical/message-lines.ts";
import type { Meaning, RedisMeaning } from "../model.ts";
import { redisLines } from "../shapes/redis-lines.ts";
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
    const { value, seconds, others } = redisLines(head.slice(index + 1));
    return {
      ...command.meaning,
      rest: withLines(command.meaning, value, seconds),
      caption: caption(...head.slice(0, index), command.before, command.after, ...others),
      details,
    };
  }
  return undefined;
}

/** The words behind a command, with what the lines below say of its value and of how long it is kept. */
function withLines(
  { command, rest }: RedisMeaning,
  value: string | undefined,
  seconds: number | undefined,
): readonly string[] {
  const kept = seconds === undefined ? [] : [String(seconds)];
  const given = value === undefined ? [] : [value];
  if (command === "SETEX") return rest.length >= 2 ? rest : [...(rest.length === 1 ? rest : kept), ...given];
  if (command === "EXPIRE") return rest.length > 0 ? rest : kept;
  const all = [...rest, ...given];
  const isKept = rest.some((word) => /^(?:EX|PX|EXAT|PXAT|KEEPTTL)$/i.test(word));
  return command !== "SET" || seconds === undefined || isKept ? all : [...all, "EX", String(seconds)];
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
