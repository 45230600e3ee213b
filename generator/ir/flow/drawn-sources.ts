import type { Shape } from "../../text/model.ts";
import type { Find } from "./values.ts";

/** By the name of a field: what the sender may know its value by. */
export type DrawnSources = ReadonlyMap<string, string>;

/** `{jobId: newJobId, owner: {id: user.id}}`: where the fields of a payload are drawn to come from. */
export function drawnSources(shape: Shape | undefined): DrawnSources {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  const visit = (part: Shape | undefined): void => {
    if (part?.kind !== "record") return;
    for (const { name, shape: inner, from } of part.fields) {
      if (from !== undefined && from !== name) {
        if (found.has(name) && found.get(name) !== from) twice.add(name);
        found.set(name, from);
      }
      visit(inner);
    }
  };
  visit(shape);
  for (const name of twice) found.delete(name);
  return found;
}

/** Looks for a field by the name that is drawn as its value, where that is known, and by its own elsewhere. */
export function findDrawn(find: Find, sources: DrawnSources): Find {
  return (name, type) => {
    const from = sources.get(name);
    return from === undefined || find(from) === undefined ? find(name, type) : find(from, type);
  };
}
