import type { BackgroundTasks } from "../ports/background-tasks.ts";
import { workflowAdmin } from "./admin/workflow-admin.ts";
import { durable, type Collaborators, type DurableOptions } from "./collaborators/durable.ts";
import { workflowBackground } from "./collaborators/workflow-background.ts";
import { engineSettings, type WorkflowEngineOptions } from "./settings/engine-options.ts";
import { WorkflowWorker } from "./worker/workflow-worker.ts";
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
  const worker = new WorkflowWorker(engineSettings(options));
  const admin = workflowAdmin(options.db);
  return {
    background: workflowBackground,
    durable,
    workflow: <Payload>(diagram: string, operation: WorkflowOperation<Payload>): Workflow<Payload> => {
      worker.register(diagram, (payload, ack, id) => operation(payload as Payload, ack, id));
      return {
        start: (id, payload, ack) => worker.begin({ diagram, id }, payload, ack),
        status: (id) => admin.status(diagram, id),
        async retry(id) {
          const retried = await admin.retry(diagram, id);
          if (retried) worker.lookNow();
          return retried;
        },
      };
    },
    resume: () => worker.resume(),
    idle: () => worker.idle(),
    stop: () => worker.stop(),
    [Symbol.asyncDispose]: () => worker.stop(),
  };
}
