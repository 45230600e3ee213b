import type { CallStep } from "../model/diagram-model.ts";
import type { LinkedArrows } from "./linked-arrows.ts";

/** The calls that reach a component from outside; each method of a component once for each sender. */
export function entrySteps({ steps, participants }: LinkedArrows): readonly CallStep[] {
  const found = new Map<string, CallStep>();
  for (const step of steps) {
    if (step.kind !== "call" || step.receiver !== undefined) continue;
    if (participants.get(step.to)?.role !== "component" || !isOutside(step.from, participants)) continue;
    const key = JSON.stringify([step.from, step.to, step.method]);
    if (!found.has(key)) found.set(key, step);
  }
  return [...found.values()];
}

/** Events come out of a topic that the system itself writes to, and outside parties call back. */
function isOutside(code: string, participants: LinkedArrows["participants"]): boolean {
  const sender = participants.get(code);
  return sender?.role !== "component";
}
