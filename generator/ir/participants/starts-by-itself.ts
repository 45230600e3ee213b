import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { DescribedParticipant } from "./describe-participant.ts";
import { timer, worker, works } from "./name-words.ts";

/**
 * Who acts without being called and does work that only code of its own can do: asks a store or an outside party, takes
 * steps of its own, or publishes in a rhythm. Such a one is no outsider but a component that starts by itself. People and
 * their frontends stay outside, and so does a timer that only wakes components up.
 */
export function startingByThemselves(
  participants: ReadonlyMap<string, DescribedParticipant>,
  arrows: readonly ReadArrow[],
  everyMs: ReadonlyMap<number, number>,
  isSettled: (code: string) => boolean,
): Map<string, DescribedParticipant> {
  return new Map(
    [...participants].map(([code, participant]) => {
      const why = isSettled(code) ? undefined : reasonToStart(participant, participants, arrows, everyMs);
      return [
        code,
        why === undefined ? participant : { ...participant, role: "component", kind: undefined, reason: why },
      ] as const;
    }),
  );
}

function reasonToStart(
  { code, label, role, kind }: DescribedParticipant,
  participants: ReadonlyMap<string, DescribedParticipant>,
  arrows: readonly ReadArrow[],
  everyMs: ReadonlyMap<number, number>,
): string | undefined {
  if (role !== "initiator" || kind === "kafka") return undefined;
  const name = `${label} ${code}`.replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, "$1 ");
  const made = arrows.filter(({ from, paired }) => from === code && paired.kind !== "reply");
  const isInRhythm = made.some(({ index }) => everyMs.has(index));
  const alone = works.exec(name)?.[0];
  const named = alone ?? worker.exec(name)?.[0];
  if (named === undefined && !isInRhythm) return undefined;
  const asks = made.some(({ to }) => {
    const asked = participants.get(to);
    return asked?.role === "resource" && asked.kind !== "kafka";
  });
  const publishes = made.some(({ to }) => participants.get(to)?.kind === "kafka");
  const ownSteps = made.some(({ paired }) => paired.kind === "self");
  const isTimer = timer.test(name) && !asks && !publishes && !ownSteps;
  if (isTimer || !(asks || ownSteps || (publishes && (isInRhythm || alone !== undefined)))) return undefined;
  const how = isInRhythm ? "it acts every so often" : `its name says "${named ?? ""}"`;
  return `it starts by itself: ${how}, and nobody calls it`;
}
