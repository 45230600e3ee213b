import type { ZodType } from "zod";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { KafkaEntry } from "../model/entries.ts";

/** What becomes of a message when the diagram's own words for it are called. */
export interface MessageAnswers {
  acknowledge(): Promise<void>;
  /** The diagram says that the message could not be dealt with. */
  refuse(method: string): Promise<void>;
}

/** The object that an initiator hands out: each method that the diagram calls on it answers for the message. */
export function callbackObject(
  { steps }: DiagramProtocol,
  { participant, refusedBy = [] }: Pick<KafkaEntry<ZodType>, "participant" | "refusedBy">,
  answers: MessageAnswers,
): object {
  const methods = Object.values(steps).flatMap((step) =>
    step.kind === "call" && step.to === participant && step.receiver !== undefined ? [step.method] : [],
  );
  const answer = (method: string) => async (): Promise<void> =>
    refusedBy.includes(method) ? answers.refuse(method) : answers.acknowledge();
  return Object.fromEntries([...new Set(methods)].map((method) => [method, answer(method)]));
}
