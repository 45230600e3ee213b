import type { DiagramModel, NamedType } from "../ir/model/diagram-model.ts";
import { type Effect, fitsStill } from "./change.ts";
import type { TypeChange } from "./type-fit.ts";

/** Who hands something over has to meet what is stricter, who gets it what is looser. */
export function dataEffects(changes: readonly TypeChange[], giver: string, taker: string): readonly Effect[] {
  return changes.flatMap(({ path, isStricter, isLooser, words }): readonly Effect[] => {
    const why = `${path} is ${words}`;
    // What somebody hands to itself is its own affair.
    if (giver === taker) return [fitsStill(giver, why)];
    const needed = isStricter && words === "new" ? `${why}, and has to be there` : why;
    return [
      { participant: giver, isBreaking: isStricter, why: needed },
      { participant: taker, isBreaking: isLooser, why },
    ];
  });
}

const known = new WeakMap<DiagramModel, ReadonlyMap<string, NamedType>>();

/** The types of a diagram, by name. */
export function namesOf(model: DiagramModel): ReadonlyMap<string, NamedType> {
  const names = known.get(model) ?? new Map(model.types.map((type) => [type.name, type]));
  known.set(model, names);
  return names;
}
