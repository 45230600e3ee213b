import { AsyncLocalStorage } from "node:async_hooks";
import { RetryableError } from "../errors.ts";
import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { BackgroundTasks } from "../ports/background-tasks.ts";
import { acknowledgements, type WorkflowAcknowledgement } from "./acknowledgements.ts";
import { currentRun } from "./current-run.ts";
import { durable, durableCall, type Collaborators, type DurableOptions } from "./durable.ts";
import { engineSettings, type WorkflowEngineOptions } from "./engine-options.ts";
import { decodeValue, encodeValue } from "./journal-value.ts";
import { errorRecord, reviveError, type ErrorRecord } from "./recorded-error.ts";
import { ticker } from "./ticker.ts";
import { CrashLoopError, WorkflowFailedError } from "./workflow-errors.ts";
import { within } from "./within.ts";
import { workflowRun, type RunSettings, type WorkflowRun } from "./workflow-run.ts";
import { settlementOf, type TurnEnd, type WorkflowState } from "./workflow-state.ts";
import { workflowStore, type ClaimedWorkflow, type Hold } from "./workflow-store.ts";

/**
 * What a workflow consists of: an operation of a component, called with what triggered it. It is called again with the
 * same payload when another process goes on with the workflow; the steps that were finished are then answered from the
 * journal.
 */
export type WorkflowOperation<Payload> = (payload: Payload, ack: Acknowledgement) => Promise<void>;

export interface Workflow<Payload> {
  /**
   * Begins the workflow, and resolves when what its operation does before it answers is committed. Resolves to
   * `known`, and begins nothing, when there is a workflow with this id; the message is then acknowledged when that
   * workflow is done. Rejects, with nothing committed, when the operation does. Must not be called inside a transaction.
   */
  start(id: string, payload: Payload, ack?: WorkflowAcknowledgement): Promise<"started" | "known">;
  status(id: string): Promise<WorkflowStatus | undefined>;
  /** Has a failed workflow tried again from the step that failed it. Resolves to false when it has not failed. */
  retry(id: string): Promise<boolean>;
}

export interface WorkflowStatus {
  readonly state: WorkflowState;
  /** How often it was taken up without finishing a step since. */
  readonly attempts: number;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | undefined;
  readonly leaseUntil: Date | undefined;
  /** Why it failed. */
  readonly error: ErrorRecord | undefined;
  readonly steps: readonly StepStatus[];
}

export interface StepStatus {
  readonly step: string;
  readonly outcome: "returned" | "threw" | "failing";
  readonly failures: number;
}

/** Runs workflows so that they are finished whatever happens to the processes that run them. */
export interface WorkflowEngine extends AsyncDisposable {
  /** For handlers: what they run in the background becomes part of the workflow. */
  readonly background: BackgroundTasks;
  /** For handlers: collaborators whose calls become the workflow's steps. */
  durable<C extends Collaborators>(collaborators: C, options?: DurableOptions<keyof C & string>): C;
  /** Makes a workflow known to this process; `diagram` must be the same in all processes. */
  workflow<Payload>(diagram: string, operation: WorkflowOperation<Payload>): Workflow<Payload>;
  /** From now on takes up what is due: workflows that waited, and those whose worker died. */
  resume(): void;
  /** Resolves when this process is at work on no workflow. Others may be waiting in the database. */
  idle(): Promise<void>;
  /** Takes nothing up any more, finishes the steps under way and hands the workflows on. Disposing does the same. */
  stop(): Promise<void>;
}

interface Definition {
  readonly begin: (payload: unknown, ack: Acknowledgement) => Promise<void>;
}

export function workflowEngine(options: WorkflowEngineOptions): WorkflowEngine {
  const settings = engineSettings(options);
  const { db, owner, lease, concurrency, observe, onError } = settings;
  const store = workflowStore(db);
  const acks = acknowledgements(onError);
  const definitions = new Map<string, Definition>();
  const atWork = new Map<WorkflowRun, Promise<void>>();
  const beginning = new Set<Promise<unknown>>();
  const outside = AsyncLocalStorage.snapshot();
  const runSettings: RunSettings = { ...settings, store, outside };
  let stopped: Promise<void> | undefined;
  /** More is waiting in the database than was taken up. */
  let backlog = false;

  const leaseEnd = (): number => performance.now() + lease.durationMs;

  const ackOf = (diagram: string, id: string): Acknowledgement => ({
    acknowledge: async () => {
      await durableCall("ack", "acknowledge", [], false, () => acks.acknowledge(diagram, id));
    },
  });

  const begin = async (
    diagram: string,
    definition: Definition,
    id: string,
    payload: string,
  ): Promise<Begun> => {
    const mine = atWork.size < concurrency;
    const heldUntilMs = mine ? leaseEnd() : Number.POSITIVE_INFINITY;
    const leaseMs = lease.durationMs;
    return db.transaction(async () => {
      const hold = await store.insert({ diagram, id, payload, owner, leaseMs });
      if (hold === undefined) return "known";
      const run = workflowRun(
        { diagram, id, hold, heldUntilMs, attempts: 0, journal: undefined },
        runSettings,
      );
      await run.begin(() => definition.begin(decodeValue(payload), ackOf(diagram, id)));
      if (mine) return run;
      await store.release(hold, "pending", 0, 0);
      return "left to others";
    });
  };

  const noted = async <T>(work: Promise<T>): Promise<T> => {
    beginning.add(work);
    try {
      return await work;
    } finally {
      beginning.delete(work);
    }
  };

  const work = (run: WorkflowRun, payload: string, operation?: () => Promise<void>): void => {
    const working = outside(() => run.finish(operation))
      .then((end) => settle(run, payload, end))
      .catch((error: unknown) => onError(error, `settle workflow "${run.id}" of ${run.diagram}`))
      .finally(() => {
        atWork.delete(run);
        if (backlog) looking.now();
      });
    atWork.set(run, working);
  };

  const settle = async (run: WorkflowRun, payload: string, end: TurnEnd): Promise<void> => {
    const { diagram, id, hold } = run;
    if (end.kind === "lost") return observe({ diagram, id, kind: "lost" });
    const settlement = settlementOf(end, settings.retry, settings.random());
    switch (settlement.state) {
      case "done":
        if (!(await insisting(run, () => store.finish(hold, "done", null)))) break;
        observe({ diagram, id, kind: "done" });
        return acks.acknowledge(diagram, id);
      case "failed":
        return fail(run, hold, payload, settlement.error);
      case "pending":
        if (!(await insisting(run, () => store.release(hold, "pending", 0, 0)))) break;
        return observe({ diagram, id, kind: "released" });
      case "waiting": {
        const { afterMs, failures } = settlement;
        if (!(await insisting(run, () => store.release(hold, "waiting", afterMs, failures)))) break;
        return observe({ diagram, id, kind: "waiting", afterMs });
      }
    }
    observe({ diagram, id, kind: "lost" });
  };

  const fail = async (
    at: { readonly diagram: string; readonly id: string; readonly isHeld: () => boolean },
    hold: Hold,
    payload: string,
    error: unknown,
  ): Promise<void> => {
    const { diagram, id } = at;
    try {
      await settings.onFailed({ diagram, id, payload: decodeValue(payload), error });
    } catch (hookError) {
      onError(hookError, `report that workflow "${id}" of ${diagram} failed`);
      await insisting(at, () => store.release(hold, "waiting", settings.retry.initialMs, 0));
      return observe({ diagram, id, kind: "waiting", afterMs: settings.retry.initialMs });
    }
    const text = JSON.stringify(errorRecord(error));
    if (!(await insisting(at, () => store.finish(hold, "failed", text))))
      return observe({ diagram, id, kind: "lost" });
    observe({ diagram, id, kind: "failed", error });
    await acks.reject(diagram, id, new WorkflowFailedError(diagram, id, error));
  };

  /** As long as the lease is good: what a database that is away for a moment cannot take down is not lost. */
  const insisting = async (
    at: { readonly isHeld: () => boolean },
    write: () => Promise<boolean>,
  ): Promise<boolean> => {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        onError(error, "write down how a workflow went on");
        if (!at.isHeld()) return false;
        await settings.clock.sleep(settings.retry.initialMs, new AbortController().signal);
      }
    }
  };

  const takeUp = async (claimed: ClaimedWorkflow, heldUntilMs: number): Promise<void> => {
    const { key, fence, diagram, id, payload, attempts } = claimed;
    const definition = definitions.get(diagram);
    if (definition === undefined) return;
    const hold = { key, fence };
    observe({ diagram, id, kind: "resumed", attempts });
    if (attempts > settings.crashesMax) {
      const isHeld = (): boolean => performance.now() < heldUntilMs;
      return fail({ diagram, id, isHeld }, hold, payload, new CrashLoopError(attempts));
    }
    const journal = await store.journal(key);
    const run = workflowRun({ diagram, id, hold, heldUntilMs, attempts, journal }, runSettings);
    work(run, payload, () => definition.begin(decodeValue(payload), ackOf(diagram, id)));
  };

  const takeUpDue = async (): Promise<void> => {
    const countMax = concurrency - atWork.size;
    if (countMax <= 0) return void (backlog = true);
    const heldUntilMs = leaseEnd();
    const diagrams = [...definitions.keys()];
    const claimed = await store.claim({ owner, diagrams, countMax, leaseMs: lease.durationMs });
    backlog = claimed.length === countMax;
    await Promise.all(claimed.map((workflow) => takeUp(workflow, heldUntilMs)));
  };

  const answerMessages = async (): Promise<void> => {
    for (const { diagram, id } of acks.waiting()) await answerIfOver(diagram, id);
  };

  const answerIfOver = async (diagram: string, id: string): Promise<void> => {
    const row = await store.find(diagram, id);
    if (row?.state === "done") await acks.acknowledge(diagram, id);
    if (row?.state === "failed")
      await acks.reject(diagram, id, new WorkflowFailedError(diagram, id, errorOf(row.error)));
  };

  const renewLeases = async (): Promise<void> => {
    const runs = [...atWork.keys()];
    if (runs.length === 0) return;
    const heldUntilMs = leaseEnd();
    const good = await store.renew(
      owner,
      runs.map(({ hold }) => hold),
      lease.durationMs,
    );
    const goodKeys = new Set(good.map(({ key }) => key));
    for (const run of runs) {
      if (goodKeys.has(run.hold.key)) run.renewed(heldUntilMs);
      else if (!run.isOver()) run.abandon();
    }
  };

  const errorOf = (text: string | null): Error | undefined =>
    text === null ? undefined : reviveError(JSON.parse(text) as ErrorRecord, settings.errors);

  const looking = ticker(settings.pollMs, async () => {
    try {
      await takeUpDue();
      await answerMessages();
    } catch (error) {
      onError(error, "look for workflows that are due");
    }
  });
  const beating = ticker(lease.heartbeatMs, async () => {
    try {
      await renewLeases();
    } catch (error) {
      onError(error, "renew the leases of workflows");
    }
  });

  const idle = async (): Promise<void> => {
    while (atWork.size > 0) await Promise.all(atWork.values());
  };

  const stop = async (): Promise<void> => {
    await Promise.all([looking.stop(), Promise.allSettled(beginning)]);
    for (const run of atWork.keys()) run.stop();
    await within(settings.shutdownGraceMs, idle());
    for (const run of atWork.keys()) run.abandon();
    await beating.stop();
  };

  return {
    background: {
      run(name, task) {
        const current = currentRun.getStore();
        if (current === undefined)
          throw new Error(
            `background task "${name}" belongs to no workflow: call the operation through \`start\``,
          );
        current.run.addTask(task);
      },
    },
    durable,
    workflow: <Payload>(diagram: string, operation: WorkflowOperation<Payload>): Workflow<Payload> => {
      if (definitions.has(diagram)) throw new Error(`workflow "${diagram}" is already known to this engine`);
      const definition: Definition = { begin: (payload, ack) => operation(payload as Payload, ack) };
      definitions.set(diagram, definition);
      return {
        async start(id, payload, ack) {
          if (stopped !== undefined) throw new RetryableError("this worker is shutting down");
          beating.start();
          const text = encodeValue(payload, `the payload of workflow "${id}"`);
          const begun = await noted(begin(diagram, definition, id, text));
          if (ack !== undefined) acks.add(diagram, id, ack);
          if (begun === "known") await answerIfOver(diagram, id);
          else if (begun === "left to others") looking.now();
          else {
            observe({ diagram, id, kind: "started" });
            work(begun, text);
          }
          return begun === "known" ? "known" : "started";
        },
        async status(id) {
          const row = await store.find(diagram, id);
          if (row === undefined) return undefined;
          const journal = await store.journal(row.key);
          const { state, attempts, nextRunAt, leaseOwner, leaseUntil, error } = row;
          return {
            state,
            attempts,
            nextRunAt,
            leaseOwner: leaseOwner ?? undefined,
            leaseUntil: leaseUntil ?? undefined,
            error: error === null ? undefined : (JSON.parse(error) as ErrorRecord),
            steps: journal.map(({ step, outcome, failures }) => ({ step: step.name, outcome, failures })),
          };
        },
        async retry(id) {
          const revived = await store.revive(diagram, id);
          if (revived) looking.now();
          return revived;
        },
      };
    },
    resume() {
      looking.start();
      beating.start();
    },
    idle,
    stop: () => (stopped ??= stop()),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}

type Begun = WorkflowRun | "known" | "left to others";
