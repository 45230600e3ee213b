import type { Transition } from "../../model/automaton.ts";
import { automatonOf } from "../../model/derive-automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import { decide } from "./decide.ts";
import { fragmentVisit, placeOf, withPlace, type Reading } from "./reading.ts";

type Choice = Exclude<Transition, { readonly step: StepId }>;

/** Whether a reading may go this way; used where not the component but the drawn scenario decides. */
export type Guide = (configuration: Reading, component: string, choice: Choice) => boolean;

/**
 * This reading, and all that follow from it by decisions alone, on one lifeline. A guide says how many rounds a loop
 * has, so that they end also where nothing happens in them.
 */
export function* closure(
  protocol: DiagramProtocol,
  configuration: Reading,
  component: string,
  guide: Guide | undefined,
  repeated: readonly string[] = [],
): Generator<Reading> {
  yield configuration;
  for (const transition of transitionsFrom(protocol, configuration, component)) {
    if ("step" in transition) continue;
    if (guide !== undefined && !guide(configuration, component, transition)) continue;
    const next = decide(protocol, configuration, component, transition);
    if (next === undefined) continue;
    if (!("repeat" in transition)) {
      yield* closure(protocol, next, component, guide, repeated);
    } else if (
      guide !== undefined ||
      !repeated.includes(transition.repeat) ||
      isOwed(protocol, configuration, component, transition.repeat)
    ) {
      yield* closure(protocol, next, component, guide, [...repeated, transition.repeat]);
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
): Generator<{ readonly step: StepId; readonly before: Reading; readonly after: Reading }> {
  for (const before of closure(protocol, configuration, component, guide)) {
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
        [...nextSteps(protocol, reading, component, guide)]
          .filter((next) => next.step === step)
          .map(({ after }) => after),
      ),
    [configuration],
  );
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
