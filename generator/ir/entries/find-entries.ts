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

function entryAt(step: CallStep, linked: LinkedArrows): Entry {
  const { wire } = step;
  if (wire?.kind === "http") return httpEntry(step, wire);
  const isFromTopic = linked.participants.get(step.from)?.kind === "kafka";
  return isFromTopic || wire?.kind === "event"
    ? kafkaEntry(step, linked)
    : { kind: "call", ...entryBase(step) };
}
