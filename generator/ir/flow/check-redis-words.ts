import { redisCommand } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
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
    const { key, command, rest } = meaning;
    const isKnown = redisCommand(command) !== undefined;
    const { left } = redisArguments(key, command, rest);
    const lost = isKnown ? left.filter((word) => optionWord.test(word)) : left;
    if (lost.length === 0) return [];
    const words = lost.join(" ");
    return [diagnostic("link/redis-words-left-out", { command, words, isKnown }, { source, span })];
  });
}

/** `EXAT`, `GET`: other words behind a command may be prose. */
const optionWord = /^[A-Z]{2,20}$/;
