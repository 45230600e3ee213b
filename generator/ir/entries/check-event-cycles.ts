import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../../source/source-file.ts";
import type { CallStep, Fragment, Step } from "../model/diagram-model.ts";
import type { Publication } from "../model/publication.ts";
import { channelOf, type DrawnEvents, type EventEntry, eventEntries } from "./drawn-events.ts";

/** An event that an entry's work publishes without a condition, and the entry that takes it. */
interface Passing {
  readonly from: EventEntry;
  readonly publication: Publication;
  readonly to: EventEntry;
}

/** A warning for each round that events make for ever: what an entry's work publishes leads to that entry again. */
export function checkEventCycles(events: DrawnEvents, source: SourceFile): readonly Diagnostic[] {
  const passings = passingsOf(events);
  const byId = new Map(events.steps.map((step) => [step.id, step]));
  const lineOf = (id: string): number => positionAt(source, byId.get(id)?.span.start ?? 0).line;
  const told = new Set<EventEntry>();
  return passings.flatMap(({ from, publication, to }): Diagnostic[] => {
    if (told.has(from)) return [];
    const round = roundFrom(to, from, passings);
    const step = byId.get(publication.step);
    if (round === undefined || step === undefined) return [];
    for (const entry of [from, ...round]) told.add(entry);
    const event = publication.eventType ?? "What is published here";
    const lines = [to, ...round.filter((entry) => entry !== to)].map((entry) => lineOf(entry.step));
    return [
      diagnostic(
        "link/event-cycle",
        { event, topic: channelOf(publication), lines },
        { source, span: step.span },
      ),
    ];
  });
}

function passingsOf({ entries, publications, steps, fragments }: DrawnEvents): readonly Passing[] {
  const taking = eventEntries(entries);
  const byId = new Map(steps.map((step) => [step.id, step]));
  return publications.flatMap((publication) => {
    const step = byId.get(publication.step);
    if (step?.kind !== "call") return [];
    const from = taking.find((entry) => leadsTo(entry, step, byId));
    if (from === undefined || isConditional(step, byId.get(from.step), fragments)) return [];
    return taking.filter((to) => takes(to, publication, taking)).map((to) => ({ from, publication, to }));
  });
}

/**
 * Whether an entry is sure to take what is published. One that names no type takes all events of its topic, where the
 * diagram names that; beside others, it is an error of its own.
 */
function takes(entry: EventEntry, publication: Publication, taking: readonly EventEntry[]): boolean {
  const { topic, participant, eventType } = entry;
  const channel = channelOf({ topic, participant });
  if (channel !== channelOf(publication)) return false;
  if (eventType !== undefined) return eventType === publication.eventType;
  return topic !== undefined && taking.filter((other) => other.topic === topic).length === 1;
}

/** Whether a step happens in the course of an entry's work. */
function leadsTo(
  { participant, component, method }: EventEntry,
  step: CallStep,
  byId: ReadonlyMap<string, Step>,
): boolean {
  const seen = new Set<string>();
  let at: Step | undefined = step;
  while (at?.kind === "call" || at?.kind === "self") {
    if (at.from === participant && at.to === component && at.method === method) return true;
    if (at.cause === undefined || seen.has(at.cause)) return false;
    seen.add(at.cause);
    at = byId.get(at.cause);
  }
  return false;
}

/** It stands in a branch that its entry does not stand in, so the round has an end. */
function isConditional(
  { within }: CallStep,
  entry: Step | undefined,
  fragments: readonly Fragment[],
): boolean {
  const operators = new Map(fragments.map(({ id, operator }) => [id, operator]));
  const around = new Set(entry?.within.map(([fragment]) => fragment));
  return within.some(([fragment]) => {
    const operator = operators.get(fragment);
    return !around.has(fragment) && (operator === "alt" || operator === "opt" || operator === "break");
  });
}

/** The entries on the way from one to another, both included; undefined where no way leads there. */
function roundFrom(
  start: EventEntry,
  goal: EventEntry,
  passings: readonly Passing[],
): readonly EventEntry[] | undefined {
  const ways = new Map<EventEntry, readonly EventEntry[]>([[start, [start]]]);
  for (const [entry, way] of ways) {
    if (entry === goal) return way;
    for (const { from, to } of passings) if (from === entry && !ways.has(to)) ways.set(to, [...way, to]);
  }
  return undefined;
}
