import type { StepId } from "../../model/steps.ts";
import { areConcurrent } from "../monitor/concurrent-steps.ts";
import type { Reading } from "../monitor/reading.ts";
import type { Aftermath } from "./disturbance.ts";
import { replySteps, stepOf, type WatchedRun } from "./run-state.ts";
import { asksTheSame, undoStepsIn, type UndoStep } from "./undo-steps.ts";

/** Something that was done before the work failed. */
export interface Doing extends UndoStep {
  /** What was known when it was done. */
  readonly readings: readonly Reading[];
  /** It was not over yet when something beside it failed: undoing it is right, and leaving it is. */
  readonly isOpen: boolean;
}

/** What an arrow that undoes does here. */
export type Undone =
  | { readonly kind: "right"; readonly doing: Doing }
  /** Something else is to be undone before it. */
  | { readonly kind: "early"; readonly doing: Doing; readonly first: Doing }
  /** It has been undone already. */
  | { readonly kind: "again" }
  /** It was never done. */
  | { readonly kind: "never done" };

/** What there is to undo after a fault, and what of it has been undone. */
export class Undoing {
  readonly #state: WatchedRun;
  readonly #after: Aftermath;
  /** The last first. */
  #left: readonly Doing[];
  readonly #undone: Doing[] = [];
  readonly #wasNeeded: boolean;

  constructor(state: WatchedRun, after: Aftermath) {
    this.#state = state;
    this.#after = after;
    this.#left = after.open.flatMap(({ component, steps }) => doneBy(state, component, steps, after));
    this.#wasNeeded = this.#left.some(({ isOpen }) => !isOpen);
  }

  /** Something was to be undone. */
  get wasNeeded(): boolean {
    return this.#wasNeeded;
  }

  /** What should have been undone, and was not: the one whose turn it is. */
  get missing(): Doing | undefined {
    return this.#left.find(({ isOpen }) => !isOpen);
  }

  /** What a call of these arrows undoes, if any of them undoes anything. */
  judge(steps: readonly StepId[]): Undone | undefined {
    const { protocol } = this.#state.subject;
    const isUndo = ({ undo }: UndoStep): boolean =>
      undo.some((id) => steps.some((step) => step === id || asksTheSame(protocol, step, id)));
    if (!undoStepsIn(protocol).some(isUndo)) return undefined;
    const doing = this.#left.find(isUndo);
    if (doing === undefined) return { kind: this.#undone.some(isUndo) ? "again" : "never done" };
    const first = this.#left
      .slice(0, this.#left.indexOf(doing))
      .find(
        (one) =>
          !one.isOpen &&
          stepOf(this.#state, one.done)?.from === stepOf(this.#state, doing.done)?.from &&
          !areConcurrent(protocol, one.done, doing.done),
      );
    return first === undefined ? { kind: "right", doing } : { kind: "early", doing, first };
  }

  note(doing: Doing): void {
    this.#left = this.#left.filter((one) => one !== doing);
    this.#undone.push(doing);
  }

  /** Beside what has failed, something more was done. */
  noteDone(steps: readonly StepId[]): void {
    const readings = this.#state.monitor.readings;
    const more = undoStepsIn(this.#state.subject.protocol).filter(
      ({ done }) => steps.includes(done) && done !== this.#after.step,
    );
    this.#left = [...more.map((one): Doing => ({ ...one, readings, isOpen: true })), ...this.#left];
  }
}

/** What a component has done in one piece of work, and not undone itself, the last first. */
function doneBy(
  state: WatchedRun,
  component: string,
  work: readonly StepId[],
  after: Aftermath,
): readonly Doing[] {
  const { protocol } = state.subject;
  const { trace } = state.monitor;
  const pairs = undoStepsIn(protocol);
  const begun =
    work.length > 0
      ? trace.findLastIndex((id) => work.includes(id))
      : trace.findLastIndex((id) => {
          const step = stepOf(state, id);
          return step?.kind === "reply" && step.from === component;
        });
  let done: readonly Doing[] = [];
  for (const [index, id] of trace.entries()) {
    const step = stepOf(state, id);
    if (index <= begun || step === undefined) continue;
    if (step.kind === "reply") {
      const asked = done.find((one) => one.done === step.answers && one.isOpen);
      if (asked === undefined) continue;
      const readings = state.monitor.readingsAfter(index + 1);
      const over = step.outcome.kind === "throws" ? [] : [{ ...asked, readings, isOpen: false }];
      done = done.flatMap((one) => (one === asked ? over : [one]));
      continue;
    }
    if (step.from !== component) continue;
    const undone = done.find(({ undo }) => undo.some((one) => one === id || asksTheSame(protocol, one, id)));
    if (undone !== undefined) done = done.filter((one) => one !== undone);
    const pair = pairs.find((one) => one.done === id);
    const isAnswered = replySteps(state, [id]).length > 0;
    if (pair !== undefined)
      done = [{ ...pair, readings: state.monitor.readingsAfter(index + 1), isOpen: isAnswered }, ...done];
  }
  const failed = done.find((one) => one.done === after.step);
  const isFailed = failed !== undefined && (failed.isOpen || replySteps(state, [after.step]).length === 0);
  return isFailed ? done.filter((one) => one !== failed) : done;
}
