import { AsyncLocalStorage } from "node:async_hooks";
import type { StepId } from "../../model/steps.ts";
import type { Activity } from "./activities.ts";
import type { Undoing } from "./undoing.ts";

/** What is done to a run on purpose. */
export type Mode =
  | { readonly kind: "as-drawn" }
  /** Components decide by their own methods, and the script follows what they decide. */
  | { readonly kind: "deciding" }
  | Fault
  | Late
  /** The first call of this step carries a payload that its schema refuses. */
  | {
      readonly kind: "bad-input";
      readonly step: StepId;
      readonly argument: number;
      readonly corruption: number;
    };

/** The answer of an outgoing call, or what a component does by itself, takes much longer than anything else. */
export interface Late {
  readonly kind: "late";
  /** Which call, counted from 0 together with the steps of components' own. */
  readonly at: number;
  readonly ms: number;
}

/** An outgoing call is rejected, or what a component asks itself by a decision method. */
export interface Fault {
  readonly kind: "fault" | "failing-question";
  /** Which call or question, counted from 0. */
  readonly at: number;
  /** With what no further try can help, or with what the next one may. */
  readonly error: "fatal" | "transient";
  /** How often, where the call is drawn to be tried again; once otherwise. */
  readonly failures?: number;
  /** The run goes on as if it had not failed. */
  readonly isTolerated?: true;
  /** What was done before it is to be undone after it. */
  readonly undoes?: true;
  /** Where it is given, only that is judged from then on: whatever else the components do, they may. */
  readonly forbids?: Forbidden;
}

/** What may not happen any more. */
export interface Forbidden {
  readonly steps: readonly StepId[];
  /** Once one of these has been called again, all may. */
  readonly until: readonly StepId[];
}

/** A call that has failed, and that is drawn to be tried again. */
export interface Retrial {
  readonly fault: Aftermath;
  readonly args: readonly unknown[];
  /** How often it has failed. */
  readonly failures: number;
  /** When it has failed last, in ms. */
  readonly failedAt: number;
}

/** What is different once the run has been disturbed on purpose. */
export interface Aftermath {
  readonly step: StepId;
  /** What failed, where that is no arrow: the step would have come next. */
  readonly what?: string;
  /** The operations and tasks that were under way around it, innermost first. */
  readonly open: readonly Activity[];
  /** Whatever else was under way already: it goes on, since it cannot know. */
  readonly elsewhere: readonly Activity[];
  readonly error: Error | undefined;
  readonly provoked: string;
}

/** Something that has not come back yet, since the test holds it open, and the work that waits for it. */
export interface HeldOpen {
  readonly step: StepId;
  readonly by: Activity;
}

const partOf = new AsyncLocalStorage<HeldOpen>();

interface Made {
  readonly step: StepId;
  readonly isInTransaction: boolean;
  /** A component has done it by itself. */
  readonly isOwn: boolean;
  readonly number: number;
}

/** Whether a run has been disturbed yet, and when it is to be. */
export class Disturbance {
  readonly mode: Mode;
  #questions = 0;
  readonly #made: Made[] = [];
  readonly #open = new Set<HeldOpen>();
  #aftermath: Aftermath | undefined;
  #retrial: Retrial | undefined;
  #tries = 0;
  #isAllowedAgain = false;
  #undoing: Undoing | undefined;

  constructor(mode: Mode) {
    this.mode = mode;
  }

  get aftermath(): Aftermath | undefined {
    return this.#aftermath;
  }

  /**
   * The number of one of the outgoing calls: of each arrow just as likely, however often it came. `only` leaves out those
   * that were made outside of a transaction, or leaves certain arrows, steps of one's own among them. Undefined when there
   * were none.
   */
  pick(chance: number, only?: "in a transaction" | readonly StepId[]): number | undefined {
    const calls = this.#made.filter(({ step, isInTransaction, isOwn }) =>
      Array.isArray(only) ? only.includes(step) : !isOwn && (only === undefined || isInTransaction),
    );
    const arrows = [...new Set(calls.map(({ step }) => step))];
    const arrow = arrows[chance % arrows.length];
    const same = calls.filter(({ step }) => step === arrow);
    return same[Math.floor(chance / arrows.length) % same.length]?.number;
  }

  /** The arrow of an outgoing call or of a step of one's own, by its number. */
  stepOfCall(number: number): StepId | undefined {
    return this.#made[number]?.step;
  }

  /** How often a component has asked itself something. */
  get questions(): number {
    return this.#questions;
  }

  /** Counts a question that a component asks itself; true when it is the one that is to fail. */
  strikesNextQuestion(): boolean {
    this.#questions += 1;
    return this.mode.kind === "failing-question" && this.mode.at === this.#questions - 1;
  }

  /** Counts an outgoing call; true when it is the one that is to fail, or to be answered late. */
  strikesNextCall(step: StepId, isInTransaction: boolean): boolean {
    const number = this.#count({ step, isInTransaction, isOwn: false });
    const { mode } = this;
    return (mode.kind === "fault" || mode.kind === "late") && mode.at === number;
  }

  /** Counts a step that a component takes by itself; true when it is the one that takes long. */
  strikesNextOwnStep(step: StepId): boolean {
    const number = this.#count({ step, isInTransaction: false, isOwn: true });
    return this.mode.kind === "late" && this.mode.at === number;
  }

  #count(made: Omit<Made, "number">): number {
    const number = this.#made.length;
    this.#made.push({ ...made, number });
    return number;
  }

  /** What this work has to wait for, and has not come back yet; asked in code that is part of that, it is left out. */
  openFor(work: Activity | undefined): readonly StepId[] {
    return [...this.#open].flatMap((held) =>
      held.by === work && partOf.getStore() !== held ? [held.step] : [],
    );
  }

  /** Until this is let go, it has not come back. */
  holdOpen(held: HeldOpen): void {
    this.#open.add(held);
  }

  letGo(held: HeldOpen): void {
    this.#open.delete(held);
  }

  /** Does what is held open. */
  doPartOf<T>(held: HeldOpen, work: () => T): T {
    return partOf.run(held, work);
  }

  /** The call that has to be tried again. */
  get retrial(): Retrial | undefined {
    return this.#retrial;
  }

  /** How often a call has failed that is drawn to be tried again. */
  get tries(): number {
    return this.#tries;
  }

  /** The call has failed, and has to be tried again. */
  expectRetry(retrial: Retrial): void {
    this.#retrial = retrial;
    this.#tries = retrial.failures;
  }

  /** The call is tried for the last time. */
  endRetries(): void {
    this.#retrial = undefined;
  }

  /** What happens now, after the fault, is one of these steps: which of them, if it may not happen. */
  forbidden(steps: readonly StepId[]): StepId | undefined {
    const { forbids } = this.mode.kind === "fault" ? this.mode : {};
    if (forbids === undefined || this.#aftermath === undefined) return undefined;
    if (steps.some((step) => forbids.until.includes(step))) this.#isAllowedAgain = true;
    const [first] = steps;
    return !this.#isAllowedAgain && steps.every((step) => forbids.steps.includes(step)) ? first : undefined;
  }

  /** What there is to undo after the fault, as it was when this was asked first. */
  undoing(begin: (after: Aftermath) => Undoing): Undoing | undefined {
    if (this.mode.kind !== "fault" || this.mode.undoes !== true || this.#aftermath === undefined)
      return undefined;
    this.#undoing ??= begin(this.#aftermath);
    return this.#undoing;
  }

  /** From here on the run is disturbed. */
  begin(aftermath: Aftermath): void {
    this.#aftermath = aftermath;
  }
}
