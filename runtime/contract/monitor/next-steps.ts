import type { Transition } from "../../model/automaton.ts";
import { automatonOf } from "../../model/derive-automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import { decide } from "./decide.ts";
import { fragmentVisit, placeOf, withPlace, type Reading } from "./reading.ts";

type Choice = Exclude<Transition, { readonly step: StepId }>;

/** Whether a reading may go this way; used where not the component but the drawn scenario decides. */
export type Guide = (configuration: Reading, component: string, choice: Choice) => boolean;

/** Where a search goes: the step that is looked for, if it is just one, and the loops gone round on the way. */
interface Way {
  readonly towards?: StepId | undefined;
  readonly repeated?: readonly string[];
}

/**
 * This reading, and all that follow from it by decisions alone, on one lifeline. A guide says how many rounds a loop
 * has, so that they end also where nothing happens in them.
 */
export function* closure(
  protocol: DiagramProtocol,
  configuration: Reading,
  component: string,
  guide: Guide | undefined,
  { towards, repeated = [] }: Way = {},
): Generator<Reading> {
  yield configuration;
  const transitions = transitionsFrom(protocol, configuration, component);
  // Beside this step, in other parts of a `par`, choices may as well be made after it.
  const isReached = towards !== undefined && transitions.some((one) => "step" in one && one.step === towards);
  for (const transition of transitions) {
    if ("step" in transition || (isReached && "choose" in transition)) continue;
    if (guide !== undefined && !guide(configuration, component, transition)) continue;
    const next = decide(protocol, configuration, component, transition);
    if (next === undefined) continue;
    if (!("repeat" in transition)) {
      yield* closure(protocol, next, component, guide, { towards, repeated });
    } else if (
      guide !== undefined ||
      !repeated.includes(transition.repeat) ||
      isOwed(protocol, configuration, component, transition.repeat)
    ) {
      yield* closure(protocol, next, component, guide, {
        towards,
        repeated: [...repeated, transition.repeat],
      });
    }
  }
}

// A further round in which this lifeline does nothing is worth considering only when others need it.
function isOwed(protocol: DiagramProtocol, configuration: Reading, component: string, loop: string): boolean {
  const place = placeOf(configuration, component);
  const limits = configuration.rounds.get(fragmentVisit(protocol, loop, place).key);
  return limits !== undefined && (place.loops.get(loop) ?? 0) < (limits.exactly ?? limits.atLeast);
}

/** The steps that may be next on this lifeline, each with the reading in which it may. */
export function* nextSteps(
  protocol: DiagramProtocol,
  configuration: Reading,
  component: string,
  guide?: Guide,
  towards?: StepId,
): Generator<{ readonly step: StepId; readonly before: Reading; readonly after: Reading }> {
  for (const before of closure(protocol, configuration, component, guide, { towards })) {
    for (const transition of transitionsFrom(protocol, before, component)) {
      if (!("step" in transition)) continue;
      const place = placeOf(before, component);
      yield {
        step: transition.step,
        before,
        after: withPlace(before, component, { ...place, state: transition.to }),
      };
    }
  }
}

/** All ways in which the step can happen now on all of these lifelines. */
export function advance(
  protocol: DiagramProtocol,
  configuration: Reading,
  lifelines: readonly string[],
  step: StepId,
  guide?: Guide,
): readonly Reading[] {
  return lifelines.reduce<readonly Reading[]>(
    (readings, component) =>
      readings.flatMap((reading) =>
        leastDecided(
          [...nextSteps(protocol, reading, component, guide, step)]
            .filter((next) => next.step === step)
            .map(({ after }) => after),
          component,
        ),
      ),
    [configuration],
  );
}

/** Without those that decide more than they need to: beside the step, in other parts of a `par`, that can still be done. */
function leastDecided(readings: readonly Reading[], component: string): readonly Reading[] {
  if (readings.length < 2) return readings;
  const kept: Reading[] = [];
  for (const reading of readings.toSorted((one, other) => one.branches.size - other.branches.size))
    if (!kept.some((less) => isPartOf(less, reading, component))) kept.push(reading);
  return kept;
}

function isPartOf(less: Reading, more: Reading, component: string): boolean {
  if (less.branches.size >= more.branches.size) return false;
  const inside = [...less.branches].every(([key, open]) => {
    const other = more.branches.get(key);
    return other === open || (other?.length === open.length && open.every((one, at) => one === other[at]));
  });
  return inside && roundsIn(less, component) === roundsIn(more, component);
}

function roundsIn(reading: Reading, component: string): string {
  const { loops } = placeOf(reading, component);
  return loops.size === 0 && reading.rounds.size === 0
    ? ""
    : JSON.stringify([[...loops].sort(), [...reading.rounds].map(([key, limits]) => [key, limits]).sort()]);
}

/** The reading in which every lifeline is at its end, if there is one. */
export function finished(
  protocol: DiagramProtocol,
  configuration: Reading,
  components: readonly string[],
  guide?: Guide,
): Reading | undefined {
  const [component, ...others] = components;
  if (component === undefined) return configuration;
  for (const reading of closure(protocol, configuration, component, guide)) {
    if (!isAccepting(protocol, reading, component)) continue;
    const all = finished(protocol, reading, others, guide);
    if (all !== undefined) return all;
  }
  return undefined;
}

function isAccepting(protocol: DiagramProtocol, reading: Reading, component: string): boolean {
  const ordering = protocol.orderings[component];
  return (
    ordering === undefined || automatonOf(ordering).accepting.includes(placeOf(reading, component).state)
  );
}

/** What may come next on this lifeline, steps and decisions. */
export function transitionsFrom(
  protocol: DiagramProtocol,
  reading: Reading,
  component: string,
): readonly Transition[] {
  const ordering = protocol.orderings[component];
  return ordering === undefined
    ? []
    : (automatonOf(ordering).states[placeOf(reading, component).state] ?? []);
}
