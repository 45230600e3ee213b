import type { EngineSettings } from "../settings/engine-options.ts";
import { decodeValue } from "../journal/journal-value.ts";
import { workflowRun, type RunSettings, type WorkflowRun } from "../turn/workflow-run.ts";
import type { WorkflowKey } from "../store/workflow-store.ts";

export interface NewcomerOptions {
  readonly settings: EngineSettings;
  readonly runSettings: RunSettings;
  /** Whether this process goes on with the workflow, or leaves it to whoever has a place for it. */
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
  { settings, runSettings, goesOn, operation }: NewcomerOptions,
): Promise<WorkflowRun | undefined> {
  const { db, owner, lease } = settings;
  const { store } = runSettings;
  return db.transaction(async () => {
    let leasedAt = performance.now();
    const hold = await store.insert({ diagram, id, payload, owner, leaseMs: lease.durationMs });
    if (hold === undefined) return undefined;
    // Until the commit nobody else sees the workflow, let alone takes it up: there is no lease to lose.
    const heldUntilMs = Number.POSITIVE_INFINITY;
    const run = workflowRun({ diagram, id, hold, heldUntilMs, attempts: 0, journal: undefined }, runSettings);
    await run.begin(() => operation(decodeValue(payload)));
    if (!goesOn) await store.release(hold, "pending", 0, 0);
    else if (performance.now() > leasedAt + lease.heartbeatMs) {
      leasedAt = performance.now();
      await store.renew(owner, [hold], lease.durationMs);
    }
    run.renewed(leasedAt + lease.durationMs);
    return run;
  });
}
