import type { SqlIntentMeaning } from "../model.ts";

/** `INSERT UserEntity, EventLog (remark)`: a verb in capitals and what it concerns, with the remark that follows. */
export function parseSqlIntent(
  text: string,
): { readonly meaning: SqlIntentMeaning; readonly remark: string } | undefined {
  const head =
    /^\s*(SELECT|INSERT|UPDATE|DELETE|UPSERT|MERGE)\s+(?:(?:INTO|FROM|(?:[\w.*]+\s*,\s*){0,20}[\w.*]+\s+FROM|\.\.\.\s+FROM)\s+)?/.exec(
      text.slice(0, 500),
    );
  if (head === null) return undefined;
  const entities: string[] = [];
  let rest = text.slice(head[0].length);
  for (;;) {
    const entity = /^([\p{L}_][\p{L}\p{M}\p{N}_.]{0,99})(?:\(e?s\))?(?=[\s,;&+(]|$)\s{0,9}/u.exec(rest);
    if (entity?.[1] === undefined || entities.length >= 30) return undefined;
    if (stopWords.has(entity[1].toLowerCase())) return undefined;
    entities.push(entity[1]);
    rest = rest.slice(entity[0].length);
    const next = /^(?:,|&|\+|and\b|및|와\s|과\s)\s{0,9}/.exec(rest);
    if (next === null) break;
    rest = rest.slice(next[0].length);
  }
  const verb = (head[1] ?? "").toLowerCase();
  const remark = rest
    .replace(/;\s*$/, "")
    .trim()
    .replace(/^\(([^()]*)\)$/, "$1");
  return {
    meaning: {
      kind: "sql-intent",
      verb: verb === "merge" ? "upsert" : (verb as SqlIntentMeaning["verb"]),
      entities,
    },
    remark,
  };
}

/** An intent that goes on like a sentence is a sentence. */
const stopWords = new Set(
  "the a an to for all new this that and or of in on with from by into your its their existing".split(" "),
);
