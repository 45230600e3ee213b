import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { finished, type Guide } from "./next-steps.ts";
import { distinct, initialReading, visitedFragment, type Reading } from "./reading.ts";

/** For a decided branch or loop, what a run made of it. */
export interface Taken {
  readonly fragment: FragmentId;
  readonly branch?: number;
  readonly rounds?: number;
}

/** Follows what happens, in all readings that the diagram allows. */
export class Monitor {
  readonly #protocol: DiagramProtocol;
  readonly #components: readonly string[];
  #readings: readonly Reading[];
  #trace: readonly StepId[] = [];
  /** By place in the trace. */
  readonly #then: (readonly Reading[])[] = [];
  #taken: readonly Taken[] = [];

  constructor(protocol: DiagramProtocol, components: readonly string[]) {
    this.#protocol = protocol;
    this.#components = components;
    this.#readings = [initialReading(components)];
  }

  get readings(): readonly Reading[] {
    return this.#readings;
  }

  /** The steps that happened, one after the other. */
  get trace(): readonly StepId[] {
    return this.#trace;
  }

  /** The readings that there were when this many steps had happened; before the first step, those of now. */
  readingsAfter(steps: number): readonly Reading[] {
    return this.#then[steps - 1] ?? this.#readings;
  }

  /** What the finished run made of branches and loops. */
  get taken(): readonly Taken[] {
    return this.#taken;
  }

  /** The step happened, and these are the readings of it. */
  take(step: StepId, readings: readonly Reading[]): void {
    this.#readings = distinct(readings);
    this.note(step);
  }

  /** Goes back to where these readings were all that was known: what has happened since will happen again. */
  goBack(readings: readonly Reading[]): void {
    this.#readings = readings;
  }

  /** The step happened after the run had left the diagram: it counts for the report only. */
  note(step: StepId): void {
    this.#trace = [...this.#trace, step];
    this.#then[this.#trace.length - 1] = this.#readings;
  }

  /** Leaves only the readings for which this gives one; all of them, if it gives none. */
  narrow(change: (reading: Reading) => Reading | undefined): void {
    const left = this.#readings.flatMap((reading) => change(reading) ?? []);
    if (left.length > 0) this.#readings = distinct(left);
  }

  /** Whether the diagram may end here, best as the guide says. */
  finish(guide: Guide): boolean {
    const ends = (way?: Guide) =>
      this.#readings.map((reading) => finished(this.#protocol, reading, this.#components, way)).find(Boolean);
    const ended = ends(guide) ?? ends();
    if (ended !== undefined) this.#taken = takenIn(ended);
    return ended !== undefined;
  }
}

function takenIn({ branches, rounds }: Reading): readonly Taken[] {
  const chosen = [...branches].flatMap(([key, [branch, ...others]]) =>
    branch === undefined || others.length > 0 ? [] : [{ fragment: visitedFragment(key), branch }],
  );
  // A loop that a break has left had the rounds that were begun.
  const counted = [...rounds].map(([key, { exactly, atLeast }]) => ({
    fragment: visitedFragment(key),
    rounds: exactly ?? atLeast,
  }));
  return [...chosen, ...counted];
}
