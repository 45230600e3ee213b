import type { StepId } from "../../model/steps.ts";
import type { Unfilled, Violation } from "../report/violation.ts";

/** What is wrong only if something goes wrong later on, with the steps that had happened by then. */
export interface Suspicion {
  readonly violation: Violation;
  readonly trace: readonly StepId[];
}

/** How far a run has come, and how it ended. */
export class Course {
  #happened = 0;
  #over = false;
  #violation: Violation | undefined;
  #suspicion: Suspicion | undefined;
  #unfilled: readonly Unfilled[] = [];
  #ranOutOfPatience = false;

  /** Counts everything that happens, so that whoever waits can tell whether something did. */
  get happened(): number {
    return this.#happened;
  }

  /** Nothing that happens from now on counts. */
  get over(): boolean {
    return this.#over;
  }

  get violation(): Violation | undefined {
    return this.#violation;
  }

  /** Where the work of this event may have been mixed up with that of another one first. */
  get suspicion(): Suspicion | undefined {
    return this.#suspicion;
  }

  suspect(violation: Violation, trace: readonly StepId[]): void {
    this.#suspicion ??= { violation, trace };
  }

  /** The stub at which the run ended, if it did. */
  get unfilled(): readonly Unfilled[] {
    return this.#unfilled;
  }

  /** It was waited, in real time, for something that never came. */
  get ranOutOfPatience(): boolean {
    return this.#ranOutOfPatience;
  }

  runOutOfPatience(): void {
    this.#ranOutOfPatience = true;
  }

  goOn(): void {
    this.#happened += 1;
  }

  /** Ends the run with this violation; only the first one counts. */
  fail(violation: Violation): void {
    this.#violation ??= violation;
    this.end();
  }

  /** Ends the run at work that has not been done yet. */
  meetStub(stub: Unfilled): void {
    this.#unfilled = [...this.#unfilled, stub];
    this.end();
  }

  end(): void {
    this.#happened += 1;
    this.#over = true;
  }
}
