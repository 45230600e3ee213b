import type { WorkflowRun } from "../turn/workflow-run.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";

export interface RenewalOptions {
  readonly store: WorkflowStore;
  readonly owner: string;
  readonly leaseMs: number;
}

/** Gives a sign of life for each of the runs, and ends those whose workflow another worker has taken up. */
export async function renewLeases(
  runs: readonly WorkflowRun[],
  { store, owner, leaseMs }: RenewalOptions,
): Promise<void> {
  if (runs.length === 0) return;
  // Counted from before the query, because the lease that the database grants begins later.
  const leasedUntilMs = performance.now() + leaseMs;
  const leases = runs.map(({ lease }) => lease);
  const good = new Set((await store.renew(owner, leases, leaseMs)).map(({ key }) => key));
  for (const run of runs) {
    if (good.has(run.lease.key)) run.renewed(leasedUntilMs);
    else if (!run.isOver()) run.abandon();
  }
}
