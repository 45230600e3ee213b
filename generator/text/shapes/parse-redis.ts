import { redisWords } from "seqwright-runtime/model";
import { redisLines } from "./redis-lines.ts";
import type { RedisMeaning } from "../model.ts";
import { parseTemplate } from "../lexical/parse-template.ts";

/**
 * A Redis command in capitals with a key: `SETEX job:{jobId} 3600 {value}`; `before` and `after` are the words around it, and
 * `lasting` is how long it is kept: `TTL 5분`.
 */
export function parseRedis(line: string):
  | {
      readonly meaning: RedisMeaning;
      readonly before: string;
      readonly after: string;
      readonly lasting: string | undefined;
    }
  | undefined {
  const found = commandPattern.exec(line.slice(0, lineMax));
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  const command = found[1];
  const key = found[2].replace(/^(["'])(.*)\1$/, "$2").replace(/[,;]$/, "");
  const before = line.slice(0, found.index).trim();
  const plain = !/[:{*]/.test(key);
  // `GET {endpoint}` may as well be HTTP: a key is known by its colon, or by a command of Redis alone.
  const isValue = /^\{[^{}]+\}$/.test(key) && command !== "GET" && command !== "PUBLISH";
  if (ambiguous.has(command) && !isValue && !key.replaceAll(/\{[^{}]*\}/g, "").includes(":"))
    return undefined;
  if (/^\/|:\/\/|^:|:$/.test(key) || (plain && (before !== "" || ambiguous.has(command)))) return undefined;
  if (!/[\p{L}\p{N}*]/u.test(key)) return undefined;
  const whole = line.slice(found.index + found[0].length).trim();
  const lasting = lastingAtEnd.exec(whole.slice(-80));
  const kept = lasting?.[1] !== undefined && redisLines([lasting[1]]).seconds !== undefined ? lasting : null;
  const tail = kept === null ? whole : whole.slice(0, whole.length - kept[0].length).trim();
  const remark = /(?:^|\s)(\([^()]*\))$/.exec(tail);
  const words =
    (remark === null ? tail : tail.slice(0, remark.index)).match(/"[^"]*"|'[^']*'|\{[^{}]*\}|[^\s,]+/g) ?? [];
  // `DEL key 삭제 요청` goes on in prose; a Redis argument is a word, a number or a quoted text.
  const proseAt = words.findIndex((word) => /\P{ASCII}/u.test(word) && !/^["'{]/.test(word));
  const rest = proseAt < 0 ? words : words.slice(0, proseAt);
  const prose = proseAt < 0 ? [] : words.slice(proseAt);
  return {
    meaning: { kind: "redis", command, key: parseTemplate(key), rest },
    before: before.replace(/[:\-–(]+$/, "").trim(),
    after: [...prose, remark?.[1]?.slice(1, -1) ?? ""].join(" ").trim(),
    lasting: kept?.[1],
  };
}

const lineMax = 2000;

/** `(TTL 5분)`, `/ TTL: 60s`, `, 만료 30분`; `EX` and the like are words of the command. */
const lastingAtEnd =
  /(?:^|[\s/,;|(–-])((?:ttl|expires?(?: in| after)?|expiry|만료(?: ?시간)?|유효 ?(?:시간|기간)|有効期限)\s{0,5}[:=]?\s{0,5}\d[^()/,;|]{0,30})\)?$/i;

const commandPattern = new RegExp(
  String.raw`(?:^|(?<=[\s:(-]))(${redisWords.join("|")})\s{1,9}("[^"\s]{1,300}"|'[^'\s]{1,300}'|(?:\{[^{}\n]{1,80}\}|[^\s(),"'{}])+)`,
);

/** Also verbs of English or HTTP: their key must look like a key (`job:{id}`), not like a word. */
const ambiguous = new Set(
  "GET SET EXISTS APPEND PUBLISH SUBSCRIBE KEYS SCAN TYPE RENAME EXPIRE PERSIST DEL UNLINK TTL".split(" "),
);
