import { areApart } from "../../model/policy/are-apart.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { BranchPath, Step, StepId } from "../../model/steps.ts";

/** The calls that sender and receiver of a step are at work on; empty for who works on none. */
export interface Operations {
  readonly from: StepId;
  readonly to: StepId;
}

const known = new WeakMap<DiagramProtocol, ReadonlyMap<Step, Operations>>();

/**
 * For each step, which operation of its sender and of its receiver it is part of: what one operation was told is not what
 * another one knows, though both call it alike. After its last answer, a participant goes on with what it knew.
 */
export function operationsOf(protocol: DiagramProtocol): ReadonlyMap<Step, Operations> {
  const found = known.get(protocol) ?? operationsIn(Object.entries(protocol.steps));
  known.set(protocol, found);
  return found;
}

type Earlier = readonly (readonly [StepId, Step])[];

function operationsIn(steps: Earlier): ReadonlyMap<Step, Operations> {
  const answered = new Set(steps.flatMap(([, step]) => (step.kind === "reply" ? [step.answers] : [])));
  const found = new Map<Step, Operations>();
  const byId = new Map<StepId, Operations>();
  for (const [index, [id, step]] of steps.entries()) {
    const asked = step.kind === "reply" ? byId.get(step.answers) : undefined;
    const from = working(step.from, step.within, steps.slice(0, index), answered);
    const operations =
      asked === undefined
        ? { from, to: step.kind === "call" ? id : from }
        : { from: asked.to, to: asked.from };
    found.set(step, operations);
    byId.set(id, operations);
  }
  return found;
}

/** The last call that came in on the same way and is not answered yet, else the one that was answered last. */
function working(
  participant: string,
  within: BranchPath,
  earlier: Earlier,
  answeredSomewhere: ReadonlySet<StepId>,
): StepId {
  const over = new Set<StepId>();
  let last: StepId | undefined;
  for (const [id, step] of earlier.toReversed()) {
    if (areApart(step.within, within)) continue;
    if (step.kind === "reply") over.add(step.answers);
    else if (step.kind === "call" && step.to === participant && step.from !== participant) {
      // What nobody answers is over when the next call comes.
      if (!over.has(id)) return answeredSomewhere.has(id) ? id : (last ?? id);
      last ??= id;
    }
  }
  return last ?? "";
}
