import type { EngineSettings } from "../settings/engine-options.ts";
import { decodeValue } from "../journal/journal-value.ts";
import { type RunSettings, WorkflowRun } from "../turn/workflow-run.ts";
import type { WorkflowKey } from "../store/workflow-store.ts";

export interface BeginOptions {
  readonly settings: EngineSettings;
  readonly runSettings: RunSettings;
  /** Whether this process goes on with the workflow, or leaves it to a worker that has a place for it. */
  readonly goesOn: boolean;
  readonly operation: (payload: unknown) => Promise<void>;
}

/**
 * Stores a workflow, and does what its operation does before it answers, in one transaction. Resolves to `undefined`
 * when the workflow is known already.
 */
export async function beginWorkflow(
  { diagram, id }: WorkflowKey,
  payload: string,
  { settings, runSettings, goesOn, operation }: BeginOptions,
): Promise<WorkflowRun | undefined> {
  const { db, owner } = settings;
  const { durationMs, heartbeatMs } = settings.lease;
  const { store } = runSettings;
  return db.transaction(async () => {
    let leasedAt = performance.now();
    const lease = await store.insert({ diagram, id, payload, owner, leaseMs: durationMs });
    if (lease === undefined) return undefined;
    // Until the commit nobody else sees the workflow, let alone takes it up: there is no lease to lose.
    const leasedUntilMs = Number.POSITIVE_INFINITY;
    const start = { diagram, id, lease, leasedUntilMs, attempts: 0, journal: undefined };
    const run = new WorkflowRun(start, runSettings);
    await run.begin(() => operation(decodeValue(payload)));
    if (!goesOn) await store.release(lease, "pending", 0, 0);
    else if (performance.now() > leasedAt + heartbeatMs) {
      leasedAt = performance.now();
      await store.renew(owner, [lease], durationMs);
    }
    run.renewed(leasedAt + durationMs);
    return run;
  });
}
