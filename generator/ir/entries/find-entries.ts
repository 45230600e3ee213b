import type { CallStep, Entry } from "../model/diagram-model.ts";
import { entryBase } from "./entry-base.ts";
import { entrySteps } from "./entry-steps.ts";
import { httpEntry } from "./http-entry.ts";
import { kafkaEntry } from "./kafka-entry.ts";
import type { LinkedArrows } from "./linked-arrows.ts";

/** Where work comes in from outside, and in which form: each method of a component once for each sender. */
export function findEntries(linked: LinkedArrows): readonly Entry[] {
  return entrySteps(linked).map((step) => entryAt(step, linked));
}

/** How often a call begins that nobody in the diagram asks for: as its loop, its text or a note says. */
function rhythmAt(step: CallStep, { steps, policies }: LinkedArrows): number | undefined {
  if (step.everyMs !== undefined) return step.everyMs;
  const here = new Set(steps.flatMap(({ id, span }) => (span.start === step.span.start ? [id] : [])));
  const sides = [step.to, ...(step.from === "[" ? [] : [step.from])];
  const said = policies.find(
    ({ kind, at }) =>
      kind === "schedule" &&
      (at.steps === undefined
        ? at.participants === undefined || sides.some((code) => at.participants?.includes(code))
        : at.steps.some((id) => here.has(id))),
  );
  return said?.kind === "schedule" ? said.everyMs : undefined;
}

function entryAt(step: CallStep, linked: LinkedArrows): Entry {
  const { wire } = step;
  if (wire?.kind === "http") return httpEntry(step, wire);
  const isFromTopic = linked.participants.get(step.from)?.kind === "kafka";
  if (isFromTopic || wire?.kind === "event") return kafkaEntry(step, linked);
  const everyMs = step.args.length === 0 ? rhythmAt(step, linked) : undefined;
  return everyMs === undefined
    ? { kind: "call", ...entryBase(step) }
    : { kind: "schedule", ...entryBase(step), everyMs };
}
