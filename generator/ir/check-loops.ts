import { namesIn } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { findField } from "./flow/scope.ts";
import type { Fragment, NamedType, Step, TypeExpr } from "./model/diagram-model.ts";
import { isBareWord } from "./types/is-bare-word.ts";
import { keyOf } from "./types/value-names.ts";

interface Linked {
  readonly steps: readonly Step[];
  readonly types: readonly NamedType[];
}

/** Loops whose condition speaks of values that are known before them, and that nothing in them brings anew. */
export function checkLoops(
  fragments: readonly Fragment[],
  { steps, types }: Linked,
  source: SourceFile,
): readonly Diagnostic[] {
  return fragments.flatMap(({ id, operator, repetition, span }) => {
    if (operator !== "loop" || repetition?.kind !== "while" || repetition.guard.kind !== "predicate")
      return [];
    const { predicate } = repetition.guard;
    if (isBareWord(predicate)) return [];
    const inside = steps.filter(({ within }) => within.some(([around]) => around === id));
    const first = steps.findIndex((step) => step === inside[0]);
    const before = steps.slice(0, Math.max(0, first));
    const names = namesIn(predicate).filter((name) => before.some((step) => carries(step, name, types)));
    const isBrought = names.some((name) => inside.some((step) => brings(step, name, types)));
    const [name] = names;
    if (name === undefined || isBrought) return [];
    return [diagnostic("link/loop-never-changes", { name }, { source, span })];
  });
}

/** Whether a value of this name, or something that has such a field, crosses this arrow. */
function carries(step: Step, name: string, types: readonly NamedType[]): boolean {
  if (step.kind === "reply")
    return step.outcome.kind === "returns" && holds(step.outcome.as, step.outcome.type, name, types);
  return step.args.some((argument) => holds(argument.name, argument.type, name, types));
}

/** An answer brings it, or a step speaks of it: its own work may be what changes it. */
function brings(step: Step, name: string, types: readonly NamedType[]): boolean {
  const last = lastName(name).toLowerCase();
  if (step.kind !== "call" && step.text.toLowerCase().includes(last)) return true;
  return step.kind === "reply" && carries(step, name, types);
}

function holds(called: string, type: TypeExpr, name: string, types: readonly NamedType[]): boolean {
  const key = keyOf(lastName(name));
  return keyOf(called) === key || findField(type, key, types) !== undefined;
}

function lastName(name: string): string {
  return name.split(".").at(-1) ?? name;
}
