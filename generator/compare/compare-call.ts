import type { Argument, CallStep, Value } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { breaks, type Effect } from "./change.ts";
import { dataEffects, namesOf } from "./data-effects.ts";
import { type TypeChange, typeChanges } from "./type-fit.ts";

/** What a call that is in both diagrams means for its ends now. */
export function callEffects(before: CallStep, now: CallStep, alignment: Alignment): readonly Effect[] {
  const both = (why: string): readonly Effect[] =>
    [...new Set([now.from, now.to])].map((code) => breaks(code, why));
  const effects: Effect[] = [];
  if (before.method !== now.method) effects.push(...both(`${before.method} is called ${now.method}`));
  if (JSON.stringify(before.wire) !== JSON.stringify(now.wire))
    effects.push(...both("it has another form on the wire"));
  if (before.waits !== now.waits)
    effects.push(...both(now.waits ? "an answer is waited for" : "no answer is waited for"));
  if (before.background !== now.background)
    effects.push(...both(now.background ? "it goes on in the background" : "it is waited for"));
  const changes = argumentChanges(before.args, now.args, alignment);
  effects.push(...dataEffects(changes, now.from, now.to));
  if (changes.length === 0 && handedOver(before.args) !== handedOver(now.args))
    effects.push(...both("other values are handed over"));
  return effects;
}

/** Arguments are known by name; where a name is new at the same place, only the name changed. */
function argumentChanges(
  before: readonly Argument[],
  now: readonly Argument[],
  { before: old, now: fresh }: Alignment,
): readonly TypeChange[] {
  const [oldNames, newNames] = [namesOf(old), namesOf(fresh)];
  const isIn = (name: string, all: readonly Argument[]): boolean => all.some((one) => one.name === name);
  const partner = (index: number): Argument | undefined => {
    const one = before[index];
    const same = now.find(({ name }) => name === one?.name);
    const there = now[index];
    return same ?? (there !== undefined && !isIn(there.name, before) ? there : undefined);
  };
  const paired = new Set(before.map((_, index) => partner(index)));
  const changed = before.flatMap((argument, index): readonly TypeChange[] => {
    const other = partner(index);
    if (other === undefined)
      return [{ path: argument.name, kind: "removed", isStricter: false, isLooser: true, words: "gone" }];
    return typeChanges(
      { type: argument.type, names: oldNames },
      { type: other.type, names: newNames },
      other.name,
    );
  });
  const added = now
    .filter((argument) => !paired.has(argument))
    .map(({ name }): TypeChange => ({
      path: name,
      kind: "added",
      isStricter: true,
      isLooser: false,
      words: "new",
    }));
  return [...changed, ...added];
}

/** What is said of the values themselves, apart from the names under which they are known. */
function handedOver(args: readonly Argument[]): string {
  return JSON.stringify(args.map(({ value }) => formOf(value)));
}

function formOf(value: Value): unknown {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "template":
      return value.parts.filter((_, index) => index % 2 === 0);
    case "record":
      return value.fields.map((field) => [field.name, formOf(field.value)]);
    case "sql":
      return value.chunks.map((chunk) => chunk.replaceAll(/\s+/g, " ").trim().toLowerCase());
    case "from":
    case "free":
      return null;
  }
}
