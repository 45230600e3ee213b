import { redisCommand } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { secondsOf } from "../../text/shapes/redis-lines.ts";
import { templateText, type ReadArrow } from "../drawing/read-arrows.ts";
import type { Participant } from "../model/diagram-model.ts";
import { redisArguments } from "./redis-arguments.ts";

/** Reports what is drawn behind a Redis command and reaches no argument of the code. */
export function checkRedisWords(
  arrows: readonly ReadArrow[],
  participants: ReadonlyMap<string, Pick<Participant, "role">>,
  source: SourceFile,
): readonly Diagnostic[] {
  return arrows.flatMap(({ meaning, to, span }) => {
    if (meaning.kind !== "redis" || participants.get(to)?.role !== "resource") return [];
    const { key, command, rest, unkept } = meaning;
    const at = { source, span };
    const dangers: Diagnostic[] = [];
    const pattern = templateText(key);
    if (deletes.has(command) && key.some((part, index) => index % 2 === 0 && part.includes("*")))
      dangers.push(diagnostic("link/redis-pattern", { command, pattern }, at));
    const length = rest.find((word) => !/^\d+$/.test(word) && secondsOf(word) !== undefined);
    if (length !== undefined)
      dangers.push(diagnostic("link/redis-duration", { word: length, seconds: secondsOf(length) ?? 0 }, at));
    const isKnown = redisCommand(command) !== undefined;
    const { left } = redisArguments(key, command, rest);
    const unread = isKnown ? left.filter((word) => optionWord.test(word)) : left;
    const lost = unkept === undefined ? unread : [...unread, `TTL ${unkept}`];
    if (lost.length === 0) return dangers;
    const words = lost.join(" ");
    return [...dangers, diagnostic("link/redis-words-left-out", { command, words, isKnown }, at)];
  });
}

/** `EXAT`, `GET`: other words behind a command may be prose. */
const optionWord = /^[A-Z]{2,20}$/;

/** They take names of keys, and no patterns. */
const deletes = new Set(["DEL", "UNLINK", "GET", "SET", "EXPIRE"]);
