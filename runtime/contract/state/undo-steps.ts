import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";

/** What undoes a step, as notes say. */
export interface UndoStep {
  readonly done: StepId;
  /** Any of these arrows: it may be drawn in several branches. */
  readonly undo: readonly StepId[];
  /** Whatever fails later; a branch that draws it asks for it only there. */
  readonly isRequired: boolean;
  /** The note that says so. */
  readonly line: number;
  readonly text: string;
}

/** All that notes say of undoing: the arrows that they name stand in pairs. */
export function undoStepsIn({ policies, steps }: DiagramProtocol): readonly UndoStep[] {
  const found = new Map<StepId, UndoStep>();
  for (const policy of policies) {
    if (policy.kind !== "compensation") continue;
    const { named, line, text } = policy;
    const { of = [], by = [] } = named ?? {};
    for (const [index, done] of of.entries()) {
      const undo = by[index];
      const known = found.get(done);
      if (undo === undefined || steps[done] === undefined || steps[undo] === undefined) continue;
      const isRequired = known?.isRequired === true || policy.drawn !== true;
      found.set(done, { line, text, ...known, done, undo: [...(known?.undo ?? []), undo], isRequired });
    }
  }
  return [...found.values()];
}

/** Whether two arrows ask the same of the same: one is the other, drawn at another place. */
export function asksTheSame({ steps }: DiagramProtocol, one: StepId, other: StepId): boolean {
  const [left, right] = [steps[one], steps[other]];
  if (left === undefined || right === undefined || left.kind === "reply" || right.kind === "reply")
    return false;
  return left.from === right.from && left.to === right.to && left.method === right.method;
}
