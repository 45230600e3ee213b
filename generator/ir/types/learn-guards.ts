import type { Predicate } from "seqwright-runtime/model";
import type { Guard, Shape } from "../../text/model.ts";
import type { Literal } from "../model/diagram-model.ts";
import type { OutlineElement } from "../drawing/outline.ts";
import type { ShownValues } from "./shown-values.ts";
import { isBareWord } from "./is-bare-word.ts";
import { conventional } from "./type-conventions.ts";
import { isPlural } from "./value-names.ts";

/** Learns from guards what the values are that they speak of: who is compared with a number is one. */
export function learnGuards(elements: readonly OutlineElement[], shown: ShownValues): void {
  for (const element of elements) {
    if (element.kind !== "fragment") continue;
    const { repetition, branches } = element.fragment;
    const again = repetition?.kind === "while" ? [repetition.guard] : [];
    const guards = [...branches.map((branch) => branch.guard), ...again];
    const listed =
      element.fragment.operator === "alt" &&
      guards.length > 1 &&
      guards.every((guard) => isPredicate(guard, shown));
    for (const guard of guards)
      if (guard.kind === "predicate") learnPredicate(guard.predicate, { shown, listed });
    for (const branch of branches) learnGuards(branch.body, shown);
  }
}

interface Learning {
  readonly shown: ShownValues;
  /** The branches of the fragment are all that there are. */
  readonly listed: boolean;
}

function isPredicate(guard: Guard, shown: ShownValues): boolean {
  return guard.kind === "predicate" && (!isBareWord(guard.predicate) || shown.isNamed(guard.predicate.name));
}

function learnPredicate(predicate: Predicate, learning: Learning): void {
  const { shown } = learning;
  switch (predicate.kind) {
    case "one-of":
      return learnOneOf(predicate, learning);
    case "empty":
      if (!isDescribed(predicate.name, shown) && isPlural(lastName(predicate.name)))
        learn(predicate.name, { kind: "list", element: { kind: "unknown" } }, shown);
      return;
    case "compares":
      return learnCompared(predicate, learning);
    case "not":
      return learnPredicate(predicate.of, learning);
    case "all":
    case "any":
      for (const part of predicate.of) learnPredicate(part, learning);
  }
}

/** States are listed by their guards; a number is compared with one of the many that there are. */
function learnOneOf({ name, values }: Predicate & { kind: "one-of" }, { shown, listed }: Learning): void {
  const solid = values.filter((value) => value !== null);
  const all = (type: string): boolean => solid.length > 0 && solid.every((value) => typeof value === type);
  if (all("number")) learn(name, { kind: "scalar", type: "number" }, shown);
  else if (all("boolean")) {
    // A word alone may be prose, unless something of that name is drawn.
    if (name.includes(".") || shown.isNamed(name)) learn(name, { kind: "scalar", type: "boolean" }, shown);
  } else if (solid.length > 0) {
    learnStates(name, solid, { shown, listed });
    learnHolder(name, { kind: "unknown" }, shown);
  }
}

/** Where another branch takes what is left, there are more of them. */
function learnStates(name: string, values: readonly Literal[], { shown, listed }: Learning): void {
  shown.learnCompared(lastName(name));
  if (listed) shown.learnValues(lastName(name), values);
  else shown.learnSomeValues(lastName(name), values);
}

/** What has an order among itself is a number, where nothing says otherwise. */
function learnCompared(predicate: Predicate & { kind: "compares" }, learning: Learning): void {
  const { name, operator } = predicate;
  const { shown } = learning;
  const number: Shape = { kind: "scalar", type: "number" };
  if (typeof predicate.with === "number") return learn(name, number, shown);
  const { path } = predicate.with;
  if (operator === "=") {
    if (!shown.isNamed(path) && !path.includes(".")) learnStates(name, [path], learning);
    return;
  }
  for (const one of [name, path])
    if (isDescribed(one, shown)) learnHolder(one, { kind: "unknown" }, shown);
    else learn(one, number, shown);
}

function isDescribed(name: string, shown: ShownValues): boolean {
  const last = lastName(name);
  return shown.describes(last) || conventional(last)?.sure === true;
}

function learn(name: string, shape: Shape, shown: ShownValues): void {
  shown.learn(lastName(name), shape);
  learnHolder(name, shape, shown);
}

/** `part.open`: a part has that field. */
export function learnHolder(name: string, shape: Shape, shown: ShownValues): void {
  const [root = "", field, ...deeper] = name.split(".");
  if (field === undefined || deeper.length > 0 || !shown.isNamed(root)) return;
  const known = shown.shapesOf(root);
  if (known.every(({ kind }) => kind === "record"))
    shown.learn(root, { kind: "record", open: true, fields: [{ name: field, shape, optional: false }] });
}

function lastName(name: string): string {
  return name.split(".").at(-1) ?? name;
}
