import { areApart } from "seqwright-runtime/model";
import type { CallStep, ReplyStep, Step, StepId } from "../model/diagram-model.ts";

/**
 * Marks what comes after the last answer to the call because of which it is done: its sender goes on in the background.
 */
export function markAfterAnswers(steps: readonly Step[]): readonly Step[] {
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const replies = Map.groupBy(steps.filter(isReply), ({ answers }) => answers);
  const comesAfter = (later: Step, earlier: Step): boolean =>
    placeOf(later.id, places) > placeOf(earlier.id, places) && !areApart(later.within, earlier.within);
  const lastReplies = new Map(
    [...replies].map(([call, all]) => [
      call,
      all.filter((reply) => !all.some((other) => comesAfter(other, reply))),
    ]),
  );
  const isAfterAnswer = (step: CallStep): boolean =>
    step.cause !== undefined &&
    (lastReplies.get(step.cause) ?? []).some((reply) => reply.from === step.from && comesAfter(step, reply));
  return steps.map((step) => (isReply(step) ? step : { ...step, afterAnswer: isAfterAnswer(step) }));
}

function isReply(step: Step): step is ReplyStep {
  return step.kind === "reply";
}

function placeOf(id: StepId, places: ReadonlyMap<StepId, number>): number {
  return places.get(id) ?? 0;
}
