import { findRhythm } from "seqwright-runtime/model";
import type { FragmentId } from "../model/diagram-model.ts";
import { arrowsIn, type OutlineElement } from "./outline.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** What the drawing says of work that begins every so often. */
export interface Rhythms {
  /** By index of the arrow that begins a round: how often, in ms. */
  readonly everyMs: ReadonlyMap<number, number>;
  /** Loops whose label is a rhythm, and who acts first in them. */
  readonly loops: ReadonlyMap<FragmentId, string>;
}

/** Reads rhythms from loops (`loop every 500 ms`) and from the words of arrows (`매 5분마다 정리`). */
export function rhythmsIn(body: readonly OutlineElement[], arrows: readonly ReadArrow[]): Rhythms {
  const everyMs = new Map(
    arrows.flatMap(({ index, meaning, text, paired }) => {
      const said =
        paired.kind === "reply" ? undefined : findRhythm(meaning.kind === "prose" ? text : meaning.caption);
      return said === undefined ? [] : [[index, said] as const];
    }),
  );
  const loops = new Map<FragmentId, string>();
  const visit = (elements: readonly OutlineElement[]): void => {
    for (const element of elements) {
      if (element.kind !== "fragment") continue;
      const { fragment } = element;
      const [branch] = fragment.branches;
      const rhythm = fragment.operator === "loop" ? findRhythm(branch?.label ?? "") : undefined;
      const [first, ...others] = arrowsIn(branch?.body ?? []);
      if (rhythm !== undefined && first !== undefined) {
        loops.set(fragment.id, first.from);
        for (const { from, index } of [first, ...others]) if (from === first.from) everyMs.set(index, rhythm);
      }
      for (const { body: inner } of fragment.branches) visit(inner);
    }
  };
  visit(body);
  return { everyMs, loops };
}
