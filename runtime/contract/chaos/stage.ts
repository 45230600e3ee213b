import { setTimeout } from "node:timers/promises";
import { startWorker, type WorkerProcess } from "../child/worker-process.ts";
import type { WorkerMessage } from "../child/worker-message.ts";
import type { WorkerTask } from "../child/worker-task.ts";
import { openGround, type Ground } from "../system/ground.ts";
import { pickFor } from "../system/pick-for.ts";
import { nextInput } from "../system/run-input.ts";
import {
  type RawRecord,
  type RawRequest,
  recordOf,
  requestOf,
  sendRecord,
  sendRequest,
} from "../system/send-input.ts";
import type { SystemInput } from "../system/draw-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { CaseRun, type SentInput } from "./case-run.ts";
import type { ChaosCase } from "./draw-cases.ts";
import { ClientNotes } from "./client-notes.ts";
import { Replay } from "./replay.ts";
import { untilItWorks } from "./until-it-works.ts";

/** A system that is put under attack. */
export interface ChaosTarget {
  readonly subject: SystemSubject;
  /** The URL of its `wiring.gen.ts`. */
  readonly wiring: string;
}

export interface StageOptions {
  readonly partitions: number;
  /** Errors that come of a server that is away are no mistakes. */
  readonly forgivesFailures?: boolean;
}

/** A case that is under way. */
export interface Driving {
  /** Resolves when all that the world sends has been sent, and all that it led to is over. */
  readonly rest: Promise<void>;
}

type LifeTask = Omit<WorkerTask, "wiring" | "place">;

/** A place for one scenario: processes that come and go, inputs from the world, and what is seen of both. */
export class Stage implements AsyncDisposable {
  readonly target: ChaosTarget;
  readonly ground: Ground;
  readonly cases: CaseRun[] = [];
  readonly notes = new ClientNotes();
  /** Names of inputs whose work stands still at its `StopPoint`. */
  readonly stopped = new Set<string>();
  readonly #replay: Replay;
  readonly #workers: WorkerProcess[] = [];
  readonly #deadLetterTopics = new Set<string>();
  #url: string | undefined;
  #lives = 0;
  #changedAt = 0;
  /** Whether its processes or servers have been hurt. */
  #isHurt = false;
  #troubles = 0;

  static async open(
    target: ChaosTarget,
    { partitions, forgivesFailures = false }: StageOptions,
  ): Promise<Stage> {
    return new Stage(target, await openGround(target.subject, partitions), forgivesFailures);
  }

  private constructor(target: ChaosTarget, ground: Ground, forgivesFailures: boolean) {
    this.target = target;
    this.ground = ground;
    this.#replay = new Replay(target.subject);
    this.#isHurt = forgivesFailures;
    this.#replay.onFailure = () => {
      this.#troubles += 1;
      return forgivesFailures;
    };
  }

  /** How often something has failed on the way. */
  get troubles(): number {
    return this.#troubles;
  }

  /** How many calls are under way. */
  get isBusy(): boolean {
    return this.#replay.isBusy;
  }

  /** The next process of the system. */
  startLife(task: LifeTask = {}): WorkerProcess {
    this.changed();
    this.#lives += 1;
    const life = this.#lives;
    const { wiring } = this.target;
    const onMessage = (message: WorkerMessage): void => {
      if (message.kind === "ready") this.#url = message.url;
      if (message.kind === "trouble") this.#troubles += 1;
      if (message.kind === "record" && message.deadLetterTopic !== undefined)
        this.#deadLetterTopics.add(message.deadLetterTopic);
      if (message.kind === "client") this.notes.take(message);
      if (message.kind === "stopped") this.stopped.add(message.name);
      this.#replay.take(life, message);
    };
    const worker = startWorker({ ...task, wiring, place: this.ground.place }, onMessage);
    this.#workers.push(worker);
    const end = (): void => {
      this.#isHurt = true;
      this.#replay.died(life);
    };
    worker.over.then(end, end);
    return worker;
  }

  /** `partition`: of the topic that its events come by. */
  add({ drawn, template }: ChaosCase, key?: string, partition?: number): CaseRun {
    const one = new CaseRun(this.target.subject, { drawn, template, key, partition });
    this.cases.push(one);
    this.#replay.follow(one);
    return one;
  }

  /** Sends all that the world sends in a case, one input after the other, whatever happens to the processes meanwhile. */
  async drive(one: CaseRun): Promise<void> {
    await (
      await this.begin(one)
    ).rest;
  }

  /** As `drive`, but resolves when the first input is in its topic, or is on its way. */
  async begin(one: CaseRun): Promise<Driving> {
    return this.beginWith(one, await this.prepareNext(one));
  }

  /** As `begin`, where the world is prepared for the first input. */
  async beginWith(one: CaseRun, first: SentInput | undefined): Promise<Driving> {
    if (first === undefined) return { rest: Promise.resolve() };
    const sending = this.send(one, first);
    const rest = this.#goOn(one, sending);
    // Somebody asks for it in the end.
    rest.catch(() => undefined);
    // Whoever asks over HTTP is answered when the work is over.
    if (first.input.entry.kind === "kafka") await sending;
    return { rest };
  }

  async #goOn(one: CaseRun, sending: Promise<void>): Promise<void> {
    await sending;
    await this.settled();
    while (!one.isUnanswered && (await this.sendNext(one))) await this.settled();
    one.isDone = true;
  }

  /** Sends the next input of a case; resolves to whether there was one. */
  async sendNext(one: CaseRun): Promise<boolean> {
    const sent = await this.prepareNext(one);
    if (sent !== undefined) await this.send(one, sent);
    return sent !== undefined;
  }

  /** Prepares the world for the next input of a case; undefined where there is none. */
  async prepareNext(one: CaseRun): Promise<SentInput | undefined> {
    const { subject } = this.target;
    await this.#replay.caughtUp();
    const known = one.sent.map(({ input }) => input.entry.step);
    const input = one.state.course.over ? undefined : nextInput(one.state, subject, one.drawn, known);
    if (input === undefined) return undefined;
    const sent: SentInput = { input, times: 0 };
    one.sent.push(sent);
    await untilItWorks(`prepare ${input.entry.step}`, () => this.#prepare(input, one.template));
    return sent;
  }

  async sendRaw(entry: Parameters<typeof sendRecord>[0], record: RawRecord): Promise<void> {
    await untilItWorks("send a record", () => sendRecord(entry, record, this.ground.topics));
  }

  /** What the records of dead letter topics say, and of what they are about. */
  async deadLetters(): Promise<readonly string[]> {
    const { topics } = this.ground;
    const read = [...this.#deadLetterTopics].map(async (topic) => topics?.contents.read(topic) ?? []);
    return (await Promise.all(read)).flat().map(({ value }) => value);
  }

  /** Sends an input, again if it was sent before: the world goes on trying until it is taken. */
  async send(one: CaseRun, sent: SentInput): Promise<void> {
    const { input } = sent;
    const { entry, values } = input;
    sent.times += 1;
    if (entry.kind === "http") return this.#request(one, requestOf(entry, values));
    if (entry.kind !== "kafka") return;
    const record = recordOf(input);
    const { partition } = one;
    const own = {
      ...record,
      key: one.key ?? record.key,
      ...(partition === undefined ? {} : { partition }),
    };
    await this.sendRaw(entry, own);
  }

  /**
   * Asks over HTTP until somebody answers. A request that fails after a process or a server was hurt is made again, for a
   * while: what is not answered well by then promises nothing.
   */
  async #request(one: CaseRun, request: RawRequest): Promise<void> {
    let failedAt: number | undefined;
    await untilItWorks(
      `request ${request.method} ${request.path}`,
      async () => {
        one.tries += 1;
        const { status } = await sendRequest(request, { url: this.#url });
        // In peace, it is what the system does.
        if (status < 500 || !this.#isHurt) return;
        failedAt ??= performance.now();
        one.isUnanswered = performance.now() - failedAt > askedAgainMs;
        if (!one.isUnanswered) throw new Error(`answered ${status}`);
        // One process after the other may die before it gets there.
      },
      requestMaxMs,
    );
    one.requests += 1;
  }

  /** Resolves when nothing is under way any more; rejects when that takes too long, although nothing has changed meanwhile. */
  async settled(): Promise<void> {
    this.changed();
    for (;;) {
      if (await this.#isQuiet()) return;
      if (performance.now() - this.#changedAt > settledMaxMs)
        throw new Error(
          `still not worked off, although processes and servers are there: ${await this.#left()}`,
        );
      await setTimeout(pollMs);
    }
  }

  /** Something is hurt, or begins anew: it takes its time. */
  changed(): void {
    this.#changedAt = performance.now();
  }

  async #left(): Promise<string> {
    const parts = [
      ...this.#replay.underWay,
      ...((await this.#isWorkedOff()) ? [] : ["records that no process has committed"]),
      ...((await this.#hasOpenWorkflows()) ? ["workflows that are not done"] : []),
    ];
    return parts.slice(0, leftMax).join("; ");
  }

  /** Whether all is worked off by now, as far as anybody can tell. */
  async #isQuiet(): Promise<boolean> {
    await this.#replay.caughtUp();
    if (this.#replay.isBusy || !(await this.#isWorkedOff()) || (await this.#hasOpenWorkflows())) return false;
    await this.#replay.caughtUp();
    return !this.#replay.isBusy;
  }

  async #isWorkedOff(): Promise<boolean> {
    const { topics, groupId } = this.ground;
    for (const topic of topics?.incoming ?? [])
      if (!(await topics?.contents.isWorkedOff(topic, groupId).catch(() => false))) return false;
    return true;
  }

  async #hasOpenWorkflows(): Promise<boolean> {
    const { sql } = this.ground.clients;
    if (sql === undefined || !hasBackground(this.target.subject)) return false;
    const text = "SELECT 1 FROM seqwright_workflow WHERE state NOT IN ('done', 'failed') LIMIT 1";
    return sql.query({ text, values: [] }).then(
      ({ rowCount }) => rowCount > 0,
      () => true,
    );
  }

  async #prepare(input: SystemInput, number: number): Promise<void> {
    const { step, entry, values } = input;
    const named = step.args.map(({ name }, index) => [name, values[index]] as const);
    const told = { step: entry.step, method: entry.method, values: Object.fromEntries(named), number };
    await this.target.subject.beside.samples.before?.(this.ground.clients as never, {
      ...told,
      pick: pickFor(number),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const worker of this.#workers) await worker[Symbol.asyncDispose]();
    await this.#replay.caughtUp();
    await this.ground[Symbol.asyncDispose]();
  }
}

const pollMs = 25;
const askedAgainMs = 15_000;
const requestMaxMs = 600_000;
const leftMax = 8;
const settledMaxMs = 120_000;

/** Whether work goes on after its answer, so that it outlives its process. */
export function hasBackground({ protocol }: Pick<SystemSubject, "protocol">): boolean {
  return Object.values(protocol.participants).some((spec) => spec.role === "component" && spec.background);
}
