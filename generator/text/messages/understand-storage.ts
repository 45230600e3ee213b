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
    const { lasting = "" } = command;
    const isKept = lasting !== "" && keeps.test(command.meaning.command);
    const below = [...(isKept ? [lasting] : []), ...head.slice(index + 1)];
    const { value, seconds, others } = redisLines(below);
    return {
      ...command.meaning,
      ...unkept(command.meaning, seconds),
      rest: withLines(command.meaning, value, seconds),
      caption: caption(
        ...head.slice(0, index),
        command.before,
        command.after,
        isKept ? "" : lasting,
        ...others,
      ),
      details,
    };
  }
  return undefined;
}

/** Commands that write something which may be said to last. */
const keeps = /^(?:SET|SETEX|SETNX|EXPIRE|(?:INCR|DECR)(?:BY)?|H(?:M?SET|INCRBY)|[LR]PUSH|[SZ]ADD|APPEND)$/;

/** `INCR hits:{id}` with `TTL: 60s`: no word of these commands says how long. */
function unkept({ command }: RedisMeaning, seconds: number | undefined): Pick<RedisMeaning, "unkept"> {
  const isTaken = seconds === undefined || /^(?:SET|SETEX|EXPIRE)$/.test(command);
  return isTaken || !keeps.test(command) ? {} : { unkept: seconds };
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

/** `Job 상태 조회` + `Key: job:{jobId}`, `read the cache (price:{sku})`, `drop` + `keys: "a:{id}", "b:{id}"`. */
export function understandRedisKey({ head, details }: MessageLines): Meaning | undefined {
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const found = parseKeys(line);
    const [first, ...others] = found?.keys ?? [];
    if (found === undefined || first === undefined || !/[\p{L}\p{N}]/u.test(first)) continue;
    if (!/[:{]/.test(first)) return undefined;
    const below = redisLines(head.slice(index + 1));
    const words = caption(...head.slice(0, index), found.before, ...head.slice(index + 1));
    const told = caption(...head.slice(0, index), found.before, ...below.others);
    const access = accessOf(told);
    if (access === "unknown" && !found.isLabelled) continue;
    const key = parseTemplate(first);
    if (others.length > 0) {
      if (access !== "delete") return undefined;
      return { kind: "redis", command: "DEL", key, rest: others, caption: told, details };
    }
    if (access === "write" && below.value !== undefined) {
      const set: RedisMeaning = { kind: "redis", command: "SET", key, rest: [] };
      return { ...set, rest: withLines(set, below.value, below.seconds), caption: told, details };
    }
    return { kind: "redis-key", key, access, caption: words, details };
  }
  return undefined;
}

interface FoundKeys {
  readonly keys: readonly string[];
  readonly before: string;
  /** The word "key" stands before it. Without it, what is meant is known by the words around only. */
  readonly isLabelled: boolean;
}

/** `Key: job:{jobId}`, `keys: "a:{id}", "b:{id}"`, and in brackets `(price:{sku})`. */
function parseKeys(line: string): FoundKeys | undefined {
  const labelled =
    /^(.{0,200}?[\s(,]|)(?:(?:redis|cache)\s+)?(?:keys?|키|キー)\s{0,5}[:=]\s{0,5}(\S.{0,600})$/i.exec(line);
  const [, before, list] =
    labelled ?? keysBehind(line) ?? /^([^()]{1,200})\(([^\s()]{1,300}:[^\s()]{1,300})\)$/.exec(line) ?? [];
  if (before === undefined || list === undefined || isArgument(before)) return undefined;
  const keys = list.replace(/\)$/, "").match(keyPattern) ?? [];
  const left = list.replace(/\)$/, "").replaceAll(keyPattern, "").replaceAll(/[\s,]/g, "");
  if (left !== "" || (labelled === null && !list.includes("{"))) return undefined;
  return {
    keys: keys.map((key) => key.replaceAll('"', "")),
    before: before.replace(/[\s(,]+$/, ""),
    isLabelled: labelled !== null,
  };
}

/** `삭제: user:{id}, otp:{id}`: each of these words can only be a key. */
function keysBehind(line: string): RegExpExecArray | undefined {
  const found = /^([^():{}]{1,60}?)\s{0,3}:\s{1,3}(\S[^()]{0,600})$/.exec(line);
  const isKey = (word: string): boolean => /^[^\s{}:]+:.*\{[^{}]+\}/.test(word);
  return found?.[2]?.split(/\s*,\s*/).every(isKey) === true ? found : undefined;
}

/** `putObject(bucket=uploads, key=…)`: one of several things that a call is given. */
function isArgument(before: string): boolean {
  return /^\s{0,9}[A-Za-z_$][\w$.]{0,80}\([^()]{1,150},\s{0,5}$/.test(before);
}

const keyPattern = /"[^"\s]{1,300}"|(?:\{[^{}\n]{1,80}\}|[^\s(),"{}])+/g;

const linesMax = 8;

/** One message has one meaning: what else it does to the database is told, not understood. */
const furtherStatement = /^(?:SELECT|INSERT|UPDATE|DELETE|UPSERT|MERGE|BEGIN|COMMIT|ROLLBACK)\b/;
