import type { DiagramProtocol, StepId } from "../../runtime/protocol/diagram-protocol.ts";
import type { Arrow } from "../../runtime/trace/arrow-event.ts";

/** Says which step of a diagram an arrow is; `cause` is the one that led to it. */
export type DrawnStep = (arrow: Arrow, cause: StepId | undefined) => StepId | undefined;

/**
 * Arrows that look alike (`UPDATE RequiredAction`, drawn twice) are told apart by what led to them: each is the first of
 * its kind that is drawn after that.
 */
export function drawnStep({ steps }: DiagramProtocol): DrawnStep {
  const order = Object.keys(steps);
  const look = (id: StepId): string | undefined => {
    const step = steps[id];
    if (step?.kind !== "call") return undefined;
    return JSON.stringify([step.from, step.to, step.method, step.args.map(({ value }) => value)]);
  };
  return ({ step }, cause) => {
    if (step === undefined || cause === undefined) return step;
    const alike = order.filter((id) => look(id) === look(step));
    return alike.find((id) => order.indexOf(id) > order.indexOf(cause)) ?? step;
  };
}
