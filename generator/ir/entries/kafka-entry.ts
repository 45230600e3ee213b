import type { CallStep, Entry, TypeExpr } from "../model/diagram-model.ts";
import { entryBase } from "./entry-base.ts";
import type { LinkedArrows } from "./linked-arrows.ts";
import { isRefusal } from "./refusals.ts";
import { eventTypeOf, topicOf } from "./topics.ts";

/** An event that reaches a component: `ContentCreated 이벤트 수신 {jobId, eventDraftId}`, `onEvent(event, ack)`. */
export function kafkaEntry(step: CallStep, linked: LinkedArrows): Entry {
  const eventType = eventTypeOf(step, linked);
  const topic = topicOf(step.from, linked);
  const schema = payloadOf(step);
  const refusedBy = refusals(step.from, linked);
  return {
    kind: "kafka",
    ...entryBase(step),
    ...(topic === undefined ? {} : { topic }),
    ...(eventType === undefined ? {} : { eventType }),
    ...(schema === undefined ? {} : { schema }),
    acknowledge: step.args.some(({ type }) => type.kind === "port") ? "deferred" : "on-return",
    ...(refusedBy.length === 0 ? {} : { refusedBy }),
  };
}

/** The first argument that is not an object to answer by. */
export function payloadOf({ args }: CallStep): TypeExpr | undefined {
  return args.find(({ type }) => type.kind !== "port")?.type;
}

/** What the diagram calls on the object that the sender hands out, where that says no. */
function refusals(sender: string, { steps }: LinkedArrows): readonly string[] {
  const called = steps.flatMap((step) =>
    step.kind === "call" && step.to === sender && step.receiver !== undefined && isRefusal(step.method)
      ? [step.method]
      : [],
  );
  return [...new Set(called)];
}
