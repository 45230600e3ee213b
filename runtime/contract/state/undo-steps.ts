import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";

/** What undoes a step, as notes say. */
export interface UndoStep {
  readonly done: StepId;
  /** Any of these arrows: it may be drawn in several branches. */
  readonly undo: readonly StepId[];
  /** The note that says so. */
  readonly line: number;
  readonly text: string;
}

/** All that notes say of undoing: the arrows that they name stand in pairs. */
export function undoStepsIn({ policies, steps }: DiagramProtocol): readonly UndoStep[] {
  const found = new Map<StepId, UndoStep>();
  for (const { kind, named, line, text } of policies) {
    if (kind !== "compensation") continue;
    const { of = [], by = [] } = named ?? {};
    for (const [index, done] of of.entries()) {
      const undo = by[index];
      const known = found.get(done);
      if (undo === undefined || steps[done] === undefined || steps[undo] === undefined) continue;
      found.set(done, { line, text, ...known, done, undo: [...(known?.undo ?? []), undo] });
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
