import { AsyncLocalStorage } from "node:async_hooks";
import { RetryableError } from "../errors.ts";
import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { BackgroundTasks } from "../ports/background-tasks.ts";
import { acknowledgements } from "./acknowledgements.ts";
import { currentRun } from "./current-run.ts";
import { durable, durableCall, type Collaborators, type DurableOptions } from "./durable.ts";
import { engineSettings, type WorkflowEngineOptions } from "./engine-options.ts";
import { decodeValue, encodeValue } from "./journal-value.ts";
import type { JournalEntry } from "./journal.ts";
import { errorRecord, reviveError, type ErrorRecord } from "./recorded-error.ts";
import { ticker } from "./ticker.ts";
import { CrashLoopError, WorkflowFailedError } from "./workflow-errors.ts";
import { within } from "./within.ts";
import { workflowRun, type RunSettings, type WorkflowRun } from "./workflow-run.ts";
import { settlementOf, type TurnEnd } from "./workflow-state.ts";
import type { Workflow, WorkflowOperation, WorkflowStatus } from "./workflow.ts";
import { workflowStore, type ClaimedWorkflow, type Hold, type WorkflowRow } from "./workflow-store.ts";

/**
 * Runs workflows so that they are finished whatever happens to the processes that run them. Handlers stay as the
 * generator wrote them; the wiring gives them the engine's `background` and `durable` collaborators. For the workflow
 * diagram, whose Handler takes `userRepo`, `minioSvc`, `actionStore` and `background`:
 *
 * ```ts
 * await migrate(db, workflowTables);
 * await using engine = workflowEngine({ db, retry: { retriesMax: 5 } });
 * const database = new Db({ sql: db });
 * const actionStore = new RequiredActionStore({ db: database });
 * const userRepo = new UserJpaRepository({ db: database, actionStore });
 * const minioSvc = new MinioAccountService({ admin, objects });
 * const handler = new MinioUserEventHandler({
 *   ...engine.durable(
 *     { userRepo, actionStore, minioSvc, pending: database },
 *     { of: { protocol, component: "Handler" }, transactional: ["pending"] },
 *   ),
 *   background: engine.background,
 * });
 * const workflow = engine.workflow(protocol.name, (event: UserRegistered, ack) => handler.eventToEntity(event, ack));
 * engine.resume();
 * // A listener with deferred acknowledgement; the event's id names the workflow, so that a duplicate starts nothing.
 * const onEvent = (event: ConsumedEvent<UserRegistered>, ack: DeferredAcknowledgement) =>
 *   workflow.start(event.payload.eventId, event.payload, ack);
 * ```
 *
 * What is promised:
 * - What the operation does before it answers is committed in one transaction with the workflow itself.
 * - Each call to a durable collaborator is a step. A step that finished is never taken again: its result is in the
 *   journal, and the workflow goes on at the first step that is not, in this process or another one.
 * - A transactional step's effect is committed together with its record: it happens exactly once. Any other step
 *   happens at least once: a worker that dies after the effect and before the record leaves it to be done again, so its
 *   target must be idempotent.
 * - A worker that lost its lease can record nothing more, and takes no further step.
 *
 * What is asked of handlers: between steps, what they do must follow from the payload and from the results of steps.
 * The clock, chance and other I/O belong behind a durable collaborator. A database transaction must not span steps.
 */
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
    // Those that are being worked on here are answered when they are over.
    const here = new Set([...atWork.keys()].map(({ diagram, id }) => JSON.stringify([diagram, id])));
    for (const { diagram, id } of acks.waiting())
      if (!here.has(JSON.stringify([diagram, id]))) await answerIfOver(diagram, id);
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
          return row && statusOf(row, await store.journal(row.key));
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

function statusOf(row: WorkflowRow, journal: readonly JournalEntry[]): WorkflowStatus {
  return {
    state: row.state,
    attempts: row.attempts,
    nextRunAt: row.nextRunAt,
    leaseOwner: row.leaseOwner ?? undefined,
    leaseUntil: row.leaseUntil ?? undefined,
    error: row.error === null ? undefined : (JSON.parse(row.error) as ErrorRecord),
    steps: journal.map(({ step, outcome, failures }) => ({ step: step.name, outcome, failures })),
  };
}
