import { redisWords } from "seqwright-runtime/model";
import type { RedisMeaning } from "../model.ts";
import { parseTemplate } from "../lexical/parse-template.ts";

/** A Redis command in capitals with a key: `SETEX job:{jobId} 3600 {value}`; `before` and `after` are the words around it. */
export function parseRedis(
  line: string,
): { readonly meaning: RedisMeaning; readonly before: string; readonly after: string } | undefined {
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
  const tail = line.slice(found.index + found[0].length).trim();
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
  };
}

const lineMax = 2000;

const commandPattern = new RegExp(
  String.raw`(?:^|(?<=[\s:(-]))(${redisWords.join("|")})\s{1,9}("[^"\s]{1,300}"|'[^'\s]{1,300}'|(?:\{[^{}\n]{1,80}\}|[^\s(),"'{}])+)`,
);

/** Also verbs of English or HTTP: their key must look like a key (`job:{id}`), not like a word. */
const ambiguous = new Set(
  "GET SET EXISTS APPEND PUBLISH SUBSCRIBE KEYS SCAN TYPE RENAME EXPIRE PERSIST DEL UNLINK TTL".split(" "),
);
