import { areApart } from "./policy/are-apart.ts";
import type { CallStep, ReplyStep, StepId } from "./steps.ts";

type Ends = Pick<CallStep, "from" | "to" | "within">;
type Earlier = Ends & (Pick<CallStep, "kind"> | Pick<ReplyStep, "kind" | "answers">);

/** The call that an answer most likely belongs to: the last one between the two that nothing on the same way has answered. */
export function nearestOpenCall(
  earlier: readonly (readonly [StepId, Earlier])[],
  { from, to, within }: Ends,
): StepId | undefined {
  const answered = new Set<StepId>();
  for (let index = earlier.length - 1; index >= 0; index -= 1) {
    const [id, step] = earlier[index] ?? [];
    if (id === undefined || step === undefined || areApart(step.within, within)) continue;
    if (step.kind === "reply") answered.add(step.answers);
    else if (step.kind === "call" && step.from === to && step.to === from && !answered.has(id)) return id;
  }
  return undefined;
}
