import { AsyncLocalStorage } from "node:async_hooks";
import { RetryableError } from "../errors/errors.ts";
import type { BackgroundTasks } from "../ports/background-tasks.ts";
import { acknowledgements, type WorkflowAcknowledgement } from "./messages/acknowledgements.ts";
import { answerMessages } from "./messages/answer-messages.ts";
import { beginWorkflow } from "./worker/begin-workflow.ts";
import { durable, durableCall, type Collaborators, type DurableOptions } from "./collaborators/durable.ts";
import { engineSettings, type WorkflowEngineOptions } from "./settings/engine-options.ts";
import { HoldLost } from "./store/hold-lost.ts";
import { decodeValue, encodeValue } from "./journal/journal-value.ts";
import { renewLeases } from "./worker/renew-leases.ts";
import { takeUpDue } from "./worker/take-up-due.ts";
import { ticker } from "./worker/ticker.ts";
import { turnSettler } from "./worker/turn-settler.ts";
import { turnsUnderWay } from "./worker/turns-under-way.ts";
import { within } from "../time/within.ts";
import { workflowAdmin } from "./admin/workflow-admin.ts";
import { workflowBackground } from "./collaborators/workflow-background.ts";
import type { RunSettings, WorkflowRun } from "./turn/workflow-run.ts";
import type { TurnEnd } from "./turn/turn-end.ts";
import { workflowStore, type WorkflowKey } from "./store/workflow-store.ts";
import type { Workflow, WorkflowOperation } from "./workflow.ts";

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
 *     { of: { protocol, component: "Handler" }, reading: ["pending.pendingActions"] },
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

export function workflowEngine(options: WorkflowEngineOptions): WorkflowEngine {
  const settings = engineSettings(options);
  const { db, owner, lease, retention, observe, onError } = settings;
  const store = workflowStore(db);
  const admin = workflowAdmin(db);
  const acks = acknowledgements(onError);
  const answering = { store, acks, errors: settings.errors };
  const settle = turnSettler({ settings, store, acks });
  const operations = new Map<string, WorkflowOperation<unknown>>();
  const beginning = new Set<Promise<unknown>>();
  const runSettings: RunSettings = { ...settings, store, outside: AsyncLocalStorage.snapshot() };
  const untilGivenUp = new AbortController();
  let stopped: Promise<void> | undefined;
  /** More is waiting in the database than was taken up. */
  let backlog = false;
  const turns = turnsUnderWay(settings.concurrency, () => (backlog ? looking.now() : undefined));

  /** What a workflow begins with. */
  const operationOf =
    ({ diagram, id }: WorkflowKey, payload: string) =>
    async (): Promise<void> => {
      const acknowledge = async (): Promise<void> => {
        await durableCall("ack", "acknowledge", [], "harmless", () => acks.acknowledge(diagram, id));
      };
      await operations.get(diagram)?.(decodeValue(payload), { acknowledge }, id);
    };

  const work = (
    run: WorkflowRun,
    payload: string,
    isSuspect: boolean,
    goOn: () => Promise<TurnEnd>,
  ): void => {
    const working = runSettings
      .outside(goOn)
      .then((end) => settle(run, payload, end))
      .catch((error: unknown) => onError(error, `settle workflow "${run.id}" of ${run.diagram}`));
    turns.add(run, isSuspect, working);
  };

  const begin = async (
    workflow: WorkflowKey,
    payload: string,
    ack: WorkflowAcknowledgement | undefined,
  ): Promise<"started" | "known"> => {
    const goesOn = turns.setAside();
    let run: WorkflowRun | undefined;
    try {
      const operation = operationOf(workflow, payload);
      run = await beginWorkflow(workflow, payload, { settings, runSettings, goesOn, operation });
    } finally {
      if (goesOn) turns.giveBack();
    }
    // Before the workflow can be over.
    if (ack !== undefined) acks.add(workflow.diagram, workflow.id, ack);
    if (run === undefined) {
      await answerMessages([workflow], answering);
      return "known";
    }
    observe({ ...workflow, kind: "started" });
    if (goesOn) work(run, payload, false, () => run.finish());
    else looking.now();
    return "started";
  };

  const takeUp = async (): Promise<void> => {
    const countMax = turns.room();
    if (countMax === 0) return void (backlog = true);
    const taken = await takeUpDue({
      settings,
      runSettings,
      diagrams: [...operations.keys()],
      countMax,
      suspectsMax: turns.hasSuspect() ? 0 : 1,
      signal: untilGivenUp.signal,
    });
    backlog = taken.length === countMax;
    for (const { run, payload, isSuspect, end } of taken)
      work(run, payload, isSuspect, async () => end ?? run.finish(operationOf(run, payload)));
  };

  const answer = async (): Promise<void> => {
    // Those that are being worked on here are answered when they are over.
    const here = new Set(turns.runs().map(({ diagram, id }) => JSON.stringify([diagram, id])));
    const elsewhere = acks.waiting().filter(({ diagram, id }) => !here.has(JSON.stringify([diagram, id])));
    await answerMessages(elsewhere, answering);
  };

  const every = (ms: number, what: string, job: () => Promise<unknown>) =>
    ticker(ms, async () => {
      try {
        // Whoever has it done right now may be in the middle of a transaction.
        await runSettings.outside(job);
      } catch (error) {
        if (!(error instanceof HoldLost)) onError(error, what);
      }
    });
  const looking = every(settings.pollMs, "look for workflows that are due", async () => {
    await takeUp();
    await answer();
  });
  const beating = every(lease.heartbeatMs, "renew the leases of workflows", () =>
    renewLeases(turns.runs(), { store, owner, leaseMs: lease.durationMs }),
  );
  const purging = every(retention.everyMs, "remove workflows that have been over for long", () =>
    admin.purge(retention),
  );

  const stop = async (): Promise<void> => {
    for (const run of turns.runs()) run.stop();
    const handedOn = async (): Promise<void> => {
      await Promise.all([looking.stop(), purging.stop(), ...beginning]);
      for (const run of turns.runs()) run.stop();
      await turns.idle();
    };
    await within(settings.shutdownGraceMs, handedOn());
    untilGivenUp.abort();
    for (const run of turns.runs()) run.abandon();
    await beating.stop();
  };

  return {
    background: workflowBackground,
    durable,
    workflow: <Payload>(diagram: string, operation: WorkflowOperation<Payload>): Workflow<Payload> => {
      if (operations.has(diagram)) throw new Error(`workflow "${diagram}" is already known to this engine`);
      operations.set(diagram, (payload, ack, id) => operation(payload as Payload, ack, id));
      return {
        async start(id, payload, ack) {
          if (stopped !== undefined) throw new RetryableError("this worker is shutting down");
          beating.start();
          const text = encodeValue(payload, `the payload of workflow "${id}"`, settings.valueBytesMax);
          const begun = begin({ diagram, id }, text, ack);
          const noted = begun.catch(() => undefined).finally(() => beginning.delete(noted));
          beginning.add(noted);
          return begun;
        },
        status: (id) => admin.status(diagram, id),
        async retry(id) {
          const retried = await admin.retry(diagram, id);
          if (retried) looking.now();
          return retried;
        },
      };
    },
    resume() {
      looking.start();
      beating.start();
      purging.start();
    },
    idle: () => turns.idle(),
    stop: () => (stopped ??= stop()),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}
