import type { DiagramProtocol } from "../model/diagram-protocol.ts";

/** What becomes of a message when the diagram's own words for it are called. */
export interface MessageAnswers {
  acknowledge(): Promise<void>;
  /** The diagram says that the message could not be dealt with. */
  refuse(method: string): Promise<void>;
}

/** The object that an initiator hands out: each method that the diagram calls on it answers for the message. */
export function callbackObject(
  protocol: DiagramProtocol,
  initiator: string,
  answers: MessageAnswers,
): object {
  const methods = Object.values(protocol.steps).flatMap((step) =>
    step.kind === "call" && step.to === initiator && step.receiver !== undefined ? [step.method] : [],
  );
  const answer = (method: string) => async (): Promise<void> =>
    isRefusal(method) ? answers.refuse(method) : answers.acknowledge();
  return Object.fromEntries([...new Set(methods)].map((method) => [method, answer(method)]));
}

const refusals = /^(nack|nak|negative|reject|refuse|decline|fail)/;

/**
 * Diagrams call it as their broker's client does, so only the name can say what a call means: it refuses the message
 * when one of its words begins with `nack`, `nak`, `negative`, `reject`, `refuse`, `decline` or `fail`, in whatever
 * case (`nack`, `basicNack`, `markAsFailed`, `negativeAcknowledge`); by any other name it acknowledges it.
 */
export function isRefusal(method: string): boolean {
  return method
    .split(/(?<=[\p{Ll}\d])(?=\p{Lu})|[^\p{L}\d]+/u)
    .some((word) => refusals.test(word.toLowerCase()));
}
