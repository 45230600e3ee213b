import type { StepId } from "../ir/model/diagram-model.ts";
import type { Drawing } from "./drawing.ts";
import { isPassive, type FirstSteps } from "./first-steps.ts";
import { behaviourKey, messageKey } from "./message-key.ts";
import type { Behaviour } from "./model.ts";

/** Pairs of messages, in different branches, that look the same to their receiver. */
export function alikeIn(
  ways: readonly FirstSteps[],
  drawing: Drawing,
): readonly (readonly [StepId, StepId])[] {
  const seen = new Map<string, { readonly id: StepId; readonly way: number }>();
  const pairs: (readonly [StepId, StepId])[] = [];
  for (const [way, { steps }] of ways.entries()) {
    for (const [id, side] of steps) {
      const step = drawing.steps.get(id);
      if (step === undefined || !isPassive(side)) continue;
      const key = messageKey(step, side);
      const other = seen.get(key);
      if (other === undefined) seen.set(key, { id, way });
      else if (other.way !== way) pairs.push([other.id, id]);
    }
  }
  return pairs;
}

/** The branches from where they first differ, and what is received in two of them before. */
export function withoutCommonBeginning(
  branches: readonly Behaviour[],
  drawing: Drawing,
): {
  readonly branches: readonly Behaviour[];
  readonly stripped: boolean;
  readonly received: readonly [StepId, StepId] | undefined;
} {
  const sequences = branches.map((branch) => (branch.kind === "sequence" ? branch.items : [branch]));
  const shortest = Math.min(...sequences.map((items) => items.length));
  let common = 0;
  let message: readonly [StepId, StepId] | undefined;
  for (; common < shortest; common += 1) {
    const items = sequences.map((sequence) => sequence[common]);
    if (!sameStep(items, drawing)) break;
    const [one, other] = items;
    if (one?.kind === "step" && other?.kind === "step" && isPassive(one.side))
      message ??= [one.step, other.step];
  }
  return {
    branches: sequences.map((items) => ({ kind: "sequence", items: items.slice(common) })),
    stripped: common > 0,
    received: message,
  };
}

function sameStep(items: readonly (Behaviour | undefined)[], drawing: Drawing): boolean {
  const keys = items.map((item) => (item?.kind === "step" ? behaviourKey(drawing, item) : undefined));
  return keys[0] !== undefined && keys.every((key) => key === keys[0]);
}
