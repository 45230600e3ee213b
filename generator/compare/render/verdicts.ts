import { type Change, type DiagramComparison, type Effect, isBreaking } from "../change.ts";

/** What all changes of a diagram mean for one participant. */
export interface ParticipantVerdict {
  readonly participant: string;
  readonly verdict: "breaking" | "compatible" | "unchanged";
  /** How many changes break it. */
  readonly breaking: number;
}

/** A verdict for each participant, in the order of the diagram; those that are gone at the end. */
export function verdictsOf({ before, now, changes }: DiagramComparison): readonly ParticipantVerdict[] {
  const effects = changes.flatMap((change) => change.effects);
  const drawn = [...(now?.participants ?? []), ...(before?.participants ?? [])].map(({ code }) => code);
  const codes = [...new Set([...drawn, ...effects.map(({ participant }) => participant)])];
  return codes.flatMap((participant) => {
    const own = effects.filter((effect) => effect.participant === participant);
    // The old name of one that is called otherwise now.
    if (own.length === 0 && now !== undefined && now.participants.every(({ code }) => code !== participant))
      return [];
    return [{ participant, ...verdict(own) }];
  });
}

function verdict(own: readonly Effect[]): Omit<ParticipantVerdict, "participant"> {
  const breaking = own.filter((effect) => effect.isBreaking).length;
  return { verdict: breaking > 0 ? "breaking" : own.length > 0 ? "compatible" : "unchanged", breaking };
}

/** Why a change is what it is: those that it breaks where it breaks somebody, and all of them otherwise. */
export function reasonsOf(change: Change): readonly string[] {
  const told = change.effects.filter((effect) => effect.isBreaking || !isBreaking(change));
  const groups = Map.groupBy(told, ({ why }) => why);
  return [...groups].map(([why, effects]) => {
    const codes = [...new Set(effects.map(({ participant }) => participant))];
    return `${codes.join(", ")}: ${why}`;
  });
}

/** `3 changes in 2 diagrams, 1 of them breaking`. */
export function summary(comparisons: readonly DiagramComparison[]): string {
  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const breaking = changes.filter(isBreaking).length;
  if (changes.length === 0) return "What was compared says the same";
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
  const which = breaking === 0 ? "none of them breaking" : `${breaking} of them breaking`;
  return `${count(changes.length, "change")} in ${count(comparisons.length, "diagram")}, ${which}`;
}
