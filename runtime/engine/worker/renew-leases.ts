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
  // From before the question: what the database grants begins later.
  const heldUntilMs = performance.now() + leaseMs;
  const holds = runs.map(({ hold }) => hold);
  const good = new Set((await store.renew(owner, holds, leaseMs)).map(({ key }) => key));
  for (const run of runs) {
    if (good.has(run.hold.key)) run.renewed(heldUntilMs);
    else if (!run.isOver()) run.abandon();
  }
}
