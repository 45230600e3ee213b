import type { StepId } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import { operationsOf } from "../monitor/operations-of.ts";
import { publicationsOf, type Routed } from "./publications.ts";

/** For each step, the arrow by which the work came in that it is part of: the arrow itself included. */
export function entrancesOf({ protocol, real }: Routed): ReadonlyMap<StepId, StepId> {
  const operations = operationsOf(protocol);
  const found = new Map<StepId, StepId>();
  for (const [id, step] of Object.entries(protocol.steps)) {
    const around = step.kind !== "reply" && !real.includes(step.from) ? id : operations.get(step)?.from;
    if (around !== undefined && around !== "") found.set(id, found.get(around) ?? around);
  }
  return found;
}

/** The entry by which the work comes in that a step is part of; undefined where no entry is drawn for it. */
export function entryOf(routed: Routed, step: StepId): SystemEntry | undefined {
  const entrance = entrancesOf(routed).get(step);
  return routed.system.entries.find((entry) => entry.step === entrance);
}

/**
 * For each arrow by which work comes in, the arrows from outside that it goes back to: just itself, or for an event of the
 * diagram's own whatever leads to its being published.
 */
export function originsOf(routed: Routed): (entrance: StepId) => ReadonlySet<StepId> {
  const entrances = entrancesOf(routed);
  const entries = new Map(routed.system.entries.map((entry) => [entry.step, entry]));
  const known = new Map<StepId, ReadonlySet<StepId>>();
  return (entrance) => {
    const found = known.get(entrance) ?? outermost(entrance);
    known.set(entrance, found);
    return found;
  };

  function outermost(entrance: StepId): ReadonlySet<StepId> {
    const seen = new Set([entrance]);
    const outside = new Set<StepId>();
    for (const one of seen) {
      const entry = entries.get(one);
      const published = entry === undefined ? [] : publicationsOf(routed, entry);
      if (published.length === 0) outside.add(one);
      for (const step of published) seen.add(entrances.get(step) ?? one);
    }
    return outside;
  }
}
