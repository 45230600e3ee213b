import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { DiagramProtocol } from "../protocol/diagram-protocol.ts";
import type { SystemEntry } from "./system-definition.ts";

/** What the method of an entry is called with: the payload, and the object that it acknowledges by, as drawn. */
export function entryArguments(
  protocol: DiagramProtocol,
  { step: id }: SystemEntry,
  payload: unknown,
  callback: object | undefined,
): readonly unknown[] {
  const step = protocol.steps[id];
  if (step?.kind !== "call") throw new Error(`${protocol.source} has no arrow "${id}"`);
  return step.args.map(({ port }) => (port === undefined ? payload : callback));
}

/** The object that an initiator hands out: each method that the diagram calls on it settles the message. */
export function callbackObject(
  protocol: DiagramProtocol,
  initiator: string,
  ack: Acknowledgement & { reject?(error: unknown): Promise<void> },
): object {
  const methods = Object.values(protocol.steps).flatMap((step) =>
    step.kind === "call" && step.to === initiator && step.receiver !== undefined ? [step.method] : [],
  );
  const settle = (method: string) => async (): Promise<void> => {
    if (/nack|reject|fail/i.test(method) && ack.reject !== undefined)
      await ack.reject(new Error(`refused by ${method}`));
    else await ack.acknowledge();
  };
  return Object.fromEntries([...new Set(methods)].map((method) => [method, settle(method)]));
}
