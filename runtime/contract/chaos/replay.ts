import { setImmediate } from "node:timers/promises";
import { RetryableError } from "../../errors/errors.ts";
import type { StepId } from "../../model/steps.ts";
import type { Arrow } from "../../trace/arrow-event.ts";
import { errorOf } from "../child/told-error.ts";
import type { ToldError, WorkerMessage } from "../child/worker-message.ts";
import { injected } from "../system/fault-plan.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { deepEqual } from "../values/deep-equal.ts";
import type { CaseRun } from "./case-run.ts";

/** Something that has begun in a process, and is not over yet. */
interface Open {
  readonly life: number;
  readonly run: string;
  readonly one: CaseRun;
  readonly begun: Begun;
  readonly answer: PromiseWithResolvers<unknown>;
}

interface Begun {
  readonly arrow?: Arrow;
  readonly args: readonly unknown[];
  readonly before: CaseRun["state"]["monitor"]["readings"];
}

/** Lets everything that worker processes tell happen once more before the monitors, each call in the case that it is part of. */
export class Replay {
  readonly #subject: SystemSubject;
  readonly #cases: CaseRun[] = [];
  readonly #caseOf = new Map<string, CaseRun>();
  readonly #open = new Map<string, Open>();
  /** By what a run began, by life. */
  readonly #entrances = new Map<string, StepId>();
  /** Runs that something has come in by. */
  readonly #entered = new Set<string>();
  /** Runs that have begun anew elsewhere, by life. */
  readonly #superseded = new Set<string>();
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #begunCount = 0;

  constructor(subject: SystemSubject) {
    this.#subject = subject;
  }

  follow(one: CaseRun): void {
    this.#cases.push(one);
  }

  /** Whether something that was told is under way, or still to be taken in. */
  get isBusy(): boolean {
    return this.#waiting > 0 || this.#open.size > 0;
  }

  /** What is under way, in words. */
  get underWay(): readonly string[] {
    return [...this.#open.values()].map(
      ({ life, begun: { arrow } }) =>
        `${arrow === undefined ? "a task" : `${arrow.from} → ${arrow.to}: ${arrow.method}`} (process ${life})`,
    );
  }

  /** All that has been told has been taken in. */
  async caughtUp(): Promise<void> {
    await this.#tail;
  }

  take(life: number, message: WorkerMessage): void {
    this.#later(() => this.#take(life, message));
  }

  /** A process is gone: whatever it was about was cut off. */
  died(life: number): void {
    this.#later(async () => {
      for (const one of this.#cases) {
        if (one.isDone) continue;
        one.deaths.push(performance.now());
        one.mayRepeat = one.latest;
        one.latest = undefined;
      }
      // What was asked last is cut off first: the one who asked for it goes back furthest.
      for (const [id, open] of [...this.#open].reverse())
        if (open.life === life) await this.#cutOff(id, open);
    });
  }

  #later(work: () => Promise<void>): void {
    this.#waiting += 1;
    this.#tail = this.#tail.then(work).finally(() => {
      this.#waiting -= 1;
    });
  }

  async #take(life: number, message: WorkerMessage): Promise<void> {
    switch (message.kind) {
      case "call":
        this.#call(life, message.id, message.arrow, message.args);
        break;
      case "task": {
        const one = this.#caseOf.get(message.run ?? "");
        if (one === undefined || this.#isSuperseded(life, message.run)) return;
        const answer = this.#begin(life, message.id, message.run ?? "", one, { args: [], before: [] });
        quiet(one.watcher.aroundTask(message.component, message.name, () => answer as Promise<void>));
        break;
      }
      case "over":
        this.#over(life, message.id, message);
        break;
      case "self": {
        const one = this.#caseOf.get(message.run ?? "");
        if (one !== undefined && !this.#isSuperseded(life, message.run))
          one.watcher.onSelfCall(message.component, message.method, message.args);
        break;
      }
      case "wanted":
        this.#caseOf.get(message.run ?? "")?.watcher.onTask();
        break;
      default:
        return;
    }
    // The monitor has gone on by then.
    await setImmediate();
  }

  #call(life: number, id: number, arrow: Arrow, args: readonly unknown[]): void {
    const isEntry = !this.#subject.real.includes(arrow.from) && this.#subject.real.includes(arrow.to);
    const one = this.#caseOf.get(arrow.run) ?? (isEntry ? this.#caseNamedIn(args) : undefined);
    if (one === undefined) return;
    this.#caseOf.set(arrow.run, one);
    if (this.#isSuperseded(life, arrow.run)) return;
    if (isEntry) {
      if (one.isDone) {
        one.repeats += 1;
        return;
      }
      this.#begunCount += 1;
      one.began ??= this.#begunCount;
      this.#supersede(one, life, arrow);
    }
    const { mayRepeat } = one;
    if (mayRepeat !== undefined && isSame(mayRepeat, arrow, args)) one.state.monitor.goBack(mayRepeat.before);
    if (!isEntry) one.mayRepeat = undefined;
    const before = one.state.monitor.readings;
    const answer = this.#begin(life, id, arrow.run, one, { arrow, args, before });
    quiet(one.watcher.observe(arrow, () => answer, args));
  }

  #over(life: number, id: number, outcome: Extract<WorkerMessage, { readonly kind: "over" }>): void {
    const open = this.#open.get(`${life}/${id}`);
    if (open === undefined) return;
    this.#open.delete(`${life}/${id}`);
    const { one, answer, begun } = open;
    if (outcome.result === "threw") {
      const error = errorOf(this.#subject.protocol, outcome.error);
      if (this.#isDrawn(begun.arrow, outcome.error)) answer.reject(error);
      else this.#fail(open, error);
      return;
    }
    answer.resolve(outcome.value);
    if (begun.arrow !== undefined && this.#startsAgain(begun.arrow.from))
      one.latest = { arrow: begun.arrow, args: begun.args, before: begun.before };
  }

  /** What to make of an error that the diagram does not draw; a scenario that hurts servers forgives it. */
  onFailure: (one: CaseRun, error: Error) => boolean = () => false;

  #fail({ one, answer }: Open, error: Error): void {
    if (!this.onFailure(one, error)) {
      answer.reject(error);
      return;
    }
    one.hasMetFailure = true;
    one.deaths.push(performance.now());
    one.state.course.end();
    answer.reject(error);
  }

  #begin(life: number, id: number, run: string, one: CaseRun, begun: Begun): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    this.#open.set(`${life}/${id}`, { life, run, one, begun, answer });
    return answer.promise;
  }

  async #cutOff(id: string, { answer }: Open): Promise<void> {
    this.#open.delete(id);
    answer.reject(new RetryableError(`${injected}: the process died`));
    await setImmediate();
  }

  /** The event is dealt with anew: whoever is still at it does so in vain, in this process or in another. */
  #supersede(one: CaseRun, life: number, arrow: Arrow): void {
    const place = `${life}/${arrow.run}`;
    // Durable work has the same run whoever takes it up: it goes on.
    if (this.#entered.has(arrow.run)) one.deaths.push(performance.now());
    this.#entered.add(arrow.run);
    for (const [id, open] of [...this.#open].reverse()) {
      const former = `${open.life}/${open.run}`;
      if (open.one !== one || this.#entrances.get(former) !== arrow.step) continue;
      if (former !== place) this.#superseded.add(former);
      one.deaths.push(performance.now());
      void this.#cutOff(id, open);
    }
    if (arrow.step !== undefined) this.#entrances.set(place, arrow.step);
  }

  #isSuperseded(life: number, run: string | undefined): boolean {
    return this.#superseded.has(`${life}/${run ?? ""}`);
  }

  #caseNamedIn(args: readonly unknown[]): CaseRun | undefined {
    const text = JSON.stringify(args, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    return this.#cases.findLast((one) => [...one.names.keys()].some((name) => text.includes(name)));
  }

  #startsAgain(component: string): boolean {
    const spec = this.#subject.protocol.participants[component];
    return spec?.role === "component" && spec.background;
  }

  #isDrawn(arrow: Arrow | undefined, told: ToldError): boolean {
    const { steps } = this.#subject.protocol;
    return Object.values(steps).some(
      (step) =>
        step.kind === "reply" &&
        step.answers === arrow?.step &&
        step.outcome.kind === "throws" &&
        step.outcome.error.name === told.class,
    );
  }
}

function isSame(
  { arrow: known, args: knownArgs }: { arrow: Arrow; args: readonly unknown[] },
  arrow: Arrow,
  args: readonly unknown[],
): boolean {
  return (
    known.from === arrow.from &&
    known.to === arrow.to &&
    known.method === arrow.method &&
    deepEqual(knownArgs, args)
  );
}

/** What it comes to is the monitor's affair. */
function quiet(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
