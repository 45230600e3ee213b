import { AsyncLocalStorage } from "node:async_hooks";
import { RetryableError } from "../../errors/errors.ts";
import type { Acknowledgement } from "../../ports/acknowledgement.ts";
import { within } from "../../time/within.ts";
import { purgeWorkflows } from "../admin/purge-workflows.ts";
import { durableCall } from "../collaborators/durable.ts";
import { decodeValue, encodeValue } from "../journal/journal-value.ts";
import {
  acknowledgements,
  type Acknowledgements,
  type WorkflowAcknowledgement,
} from "../messages/acknowledgements.ts";
import { answerMessages } from "../messages/answer-messages.ts";
import type { EngineSettings } from "../settings/engine-options.ts";
import { LeaseLostError } from "../store/lease.ts";
import { type WorkflowKey, type WorkflowStore, workflowStore } from "../store/workflow-store.ts";
import type { TurnEnd } from "../turn/turn-end.ts";
import type { RunSettings, WorkflowRun } from "../turn/workflow-run.ts";
import { ActiveTurns } from "./active-turns.ts";
import { beginWorkflow } from "./begin-workflow.ts";
import { renewLeases } from "./renew-leases.ts";
import { takeUpDue } from "./take-up-due.ts";
import { type Ticker, ticker } from "./ticker.ts";
import { TurnSettler } from "./turn-settler.ts";

type Operation = (payload: unknown, ack: Acknowledgement, id: string) => Promise<void>;

/** This process as a worker: begins workflows, takes up those that are due, and hands on what it has when it stops. */
export class WorkflowWorker {
  readonly #settings: EngineSettings;
  readonly #store: WorkflowStore;
  readonly #acks: Acknowledgements;
  readonly #settler: TurnSettler;
  readonly #runSettings: RunSettings;
  /** By diagram. */
  readonly #operations = new Map<string, Operation>();
  readonly #beginning = new Set<Promise<unknown>>();
  readonly #untilGivenUp = new AbortController();
  readonly #turns: ActiveTurns;
  readonly #looking: Ticker;
  readonly #beating: Ticker;
  readonly #purging: Ticker;
  /** More is waiting in the database than was taken up. */
  #hasBacklog = false;
  #stopped: Promise<void> | undefined;

  constructor(settings: EngineSettings) {
    const { db, lease, retention } = settings;
    this.#settings = settings;
    this.#store = workflowStore(db);
    this.#acks = acknowledgements(settings.onError);
    this.#settler = new TurnSettler({ settings, store: this.#store, acks: this.#acks });
    this.#runSettings = { ...settings, store: this.#store, outside: AsyncLocalStorage.snapshot() };
    this.#turns = new ActiveTurns(settings.concurrency, () => {
      if (this.#hasBacklog) this.lookNow();
    });
    this.#looking = this.#every(settings.pollMs, "look for workflows that are due", () => this.#look());
    this.#beating = this.#every(lease.heartbeatMs, "renew the leases of workflows", () => this.#renew());
    this.#purging = this.#every(retention.everyMs, "remove workflows that have been over for long", () =>
      purgeWorkflows(db, retention),
    );
  }

  /** From now on the worker takes up the workflows of this diagram. */
  register(diagram: string, operation: Operation): void {
    if (this.#operations.has(diagram))
      throw new Error(`workflow "${diagram}" is already known to this engine`);
    this.#operations.set(diagram, operation);
  }

  async begin(
    workflow: WorkflowKey,
    payload: unknown,
    ack: WorkflowAcknowledgement | undefined,
  ): Promise<"started" | "known"> {
    if (this.#stopped !== undefined) throw new RetryableError("this worker is shutting down");
    this.#beating.start();
    const { valueBytesMax } = this.#settings;
    const text = encodeValue(payload, `the payload of workflow "${workflow.id}"`, valueBytesMax);
    const begun = this.#begin(workflow, text, ack);
    const noted = begun.catch(() => undefined).finally(() => this.#beginning.delete(noted));
    this.#beginning.add(noted);
    return begun;
  }

  /** From now on the worker takes up what is due. */
  resume(): void {
    this.#looking.start();
    this.#beating.start();
    this.#purging.start();
  }

  lookNow(): void {
    this.#looking.now();
  }

  idle(): Promise<void> {
    return this.#turns.idle();
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #begin(
    workflow: WorkflowKey,
    payload: string,
    ack: WorkflowAcknowledgement | undefined,
  ): Promise<"started" | "known"> {
    const goesOn = this.#turns.setAside();
    const run = await this.#storeAndRun(workflow, payload, goesOn);
    // Before the workflow can be over.
    if (ack !== undefined) this.#acks.add(workflow.diagram, workflow.id, ack);
    if (run === undefined) {
      await this.#answer([workflow]);
      return "known";
    }
    this.#settings.observe({ ...workflow, kind: "started" });
    if (goesOn) this.#work(run, payload, false, () => run.finish());
    else this.lookNow();
    return "started";
  }

  /** Stores the workflow and runs its operation. Gives back the place that was set aside. */
  async #storeAndRun(
    workflow: WorkflowKey,
    payload: string,
    goesOn: boolean,
  ): Promise<WorkflowRun | undefined> {
    const [settings, runSettings] = [this.#settings, this.#runSettings];
    const operation = this.#operationOf(workflow, payload);
    try {
      return await beginWorkflow(workflow, payload, { settings, runSettings, goesOn, operation });
    } finally {
      if (goesOn) this.#turns.giveBack();
    }
  }

  /** What a workflow begins with. */
  #operationOf({ diagram, id }: WorkflowKey, payload: string): () => Promise<void> {
    const acknowledge = async (): Promise<void> => {
      await durableCall("ack", "acknowledge", [], "harmless", () => this.#acks.acknowledge(diagram, id));
    };
    return async () => {
      await this.#operations.get(diagram)?.(decodeValue(payload), { acknowledge }, id);
    };
  }

  #work(run: WorkflowRun, payload: string, isSuspect: boolean, goOn: () => Promise<TurnEnd>): void {
    const working = this.#runSettings
      .outside(goOn)
      .then((end) => this.#settler.settle(run, payload, end))
      .catch((error: unknown) =>
        this.#settings.onError(error, `settle workflow "${run.id}" of ${run.diagram}`),
      );
    this.#turns.add(run, isSuspect, working);
  }

  async #look(): Promise<void> {
    await this.#takeUp();
    // Those that are being worked on here are answered when they are over.
    const here = new Set(this.#turns.runs().map(({ diagram, id }) => JSON.stringify([diagram, id])));
    const isElsewhere = ({ diagram, id }: WorkflowKey) => !here.has(JSON.stringify([diagram, id]));
    await this.#answer(this.#acks.waiting().filter(isElsewhere));
  }

  async #takeUp(): Promise<void> {
    const countMax = this.#turns.places();
    if (countMax === 0) return void (this.#hasBacklog = true);
    const taken = await takeUpDue({
      settings: this.#settings,
      runSettings: this.#runSettings,
      diagrams: [...this.#operations.keys()],
      countMax,
      suspectsMax: this.#turns.hasSuspect() ? 0 : 1,
      signal: this.#untilGivenUp.signal,
    });
    this.#hasBacklog = taken.length === countMax;
    for (const { run, payload, isSuspect, end } of taken)
      this.#work(run, payload, isSuspect, async () => end ?? run.finish(this.#operationOf(run, payload)));
  }

  #answer(workflows: readonly WorkflowKey[]): Promise<void> {
    const { errors } = this.#settings;
    return answerMessages(workflows, { store: this.#store, acks: this.#acks, errors });
  }

  #renew(): Promise<void> {
    const { owner, lease } = this.#settings;
    return renewLeases(this.#turns.runs(), { store: this.#store, owner, leaseMs: lease.durationMs });
  }

  #every(ms: number, what: string, job: () => Promise<unknown>): Ticker {
    return ticker(ms, async () => {
      try {
        // Whoever has it done right now may be in the middle of a transaction.
        await this.#runSettings.outside(job);
      } catch (error) {
        if (!(error instanceof LeaseLostError)) this.#settings.onError(error, what);
      }
    });
  }

  async #stop(): Promise<void> {
    this.#stopRuns();
    await within(this.#settings.shutdownGraceMs, this.#handOn());
    this.#untilGivenUp.abort();
    for (const run of this.#turns.runs()) run.abandon();
    await this.#beating.stop();
  }

  async #handOn(): Promise<void> {
    await Promise.all([this.#looking.stop(), this.#purging.stop(), ...this.#beginning]);
    this.#stopRuns();
    await this.#turns.idle();
  }

  #stopRuns(): void {
    for (const run of this.#turns.runs()) run.stop();
  }
}
