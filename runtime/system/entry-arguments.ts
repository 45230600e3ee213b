import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import { portOf } from "../model/steps.ts";
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
  return step.args.map((argument) => (portOf(argument) === undefined ? payload : callback));
}
