import { camelCase } from "../text/lexical/make-identifier.ts";
import type { CallStep, Step } from "./model/diagram-model.ts";

/**
 * What a participant does by itself is a method of its own, also where it is drawn with the words in which others ask for
 * the whole: else the work would call itself, and do once more what is drawn of it.
 */
export function withOwnMethods(steps: readonly Step[]): readonly Step[] {
  const asked = namesOf(steps, "call");
  const own = namesOf(steps, "self");
  return steps.map((step) => {
    const others = asked.get(step.to);
    if (step.kind !== "self" || others?.has(step.method) !== true) return step;
    const isTaken = (name: string): boolean => others.has(name) || own.get(step.to)?.has(name) === true;
    return { ...step, method: freeName(camelCase(`${step.method} step`), isTaken) };
  });
}

/** By participant: the methods that are asked for by others, or by itself. */
function namesOf(steps: readonly Step[], kind: CallStep["kind"]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.kind !== kind) continue;
    const names = found.get(step.to) ?? new Set<string>();
    found.set(step.to, names.add(step.method));
  }
  return found;
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let count = 2; isTaken(name); count += 1) name = `${wanted}${count}`;
  return name;
}
