import type { EngineSettings } from "../settings/engine-options.ts";
import { retryWhileLeased } from "../turn/retry-while-leased.ts";
import { reviveError, type ErrorRecord } from "../journal/recorded-error.ts";
import { CrashLoopError } from "../messages/workflow-errors.ts";
import { type RunSettings, WorkflowRun } from "../turn/workflow-run.ts";
import type { TurnEnd } from "../turn/turn-end.ts";
import { suspectFromCrashes, type ClaimedWorkflow } from "../store/workflow-store.ts";

export interface TakeUpOptions {
  readonly settings: EngineSettings;
  readonly runSettings: RunSettings;
  readonly diagrams: readonly string[];
  readonly countMax: number;
  /**
   * How many may be suspected of killing workers. One at a time: a workflow that is on the same worker as a culprit
   * becomes a suspect as well, and is cleared when it runs without the culprit.
   */
  readonly suspectsMax: number;
  /** Aborted when this worker begins nothing any more, and gives up the workflows that it has just claimed. */
  readonly signal: AbortSignal;
}

export interface TakenUp {
  readonly run: WorkflowRun;
  readonly payload: string;
  readonly isSuspect: boolean;
  /** How the turn ends without the workflow's code being run at all. */
  readonly end: TurnEnd | undefined;
}

/** Claims workflows that are due and prepares a turn with each. */
export async function takeUpDue(options: TakeUpOptions): Promise<readonly TakenUp[]> {
  const { settings, runSettings, diagrams, countMax, suspectsMax, signal } = options;
  const { owner, lease, observe } = settings;
  const { store } = runSettings;
  const leasedUntilMs = performance.now() + lease.durationMs;
  const claim = { owner, diagrams, countMax, suspectsMax, leaseMs: lease.durationMs };
  const claimed = await store.claim(claim);
  if (claimed.length === 0) return [];
  const journals = await retryWhileLeased(
    "read the journals of workflows that were taken up",
    () => store.journals(claimed.map(({ key }) => key)),
    { ...settings, isLeased: () => !signal.aborted && performance.now() < leasedUntilMs, signal },
  );
  return claimed.map((workflow) => {
    const { key, fence, diagram, id, payload, attempts, crashes } = workflow;
    observe({ diagram, id, kind: "resumed", attempts, crashes });
    const journal = journals.get(key) ?? [];
    const start = { diagram, id, lease: { key, fence }, leasedUntilMs, attempts, journal };
    return {
      run: new WorkflowRun(start, runSettings),
      payload,
      isSuspect: crashes >= suspectFromCrashes,
      end: endedBefore(workflow, settings),
    };
  });
}

function endedBefore(
  { error, failedStep, failedCalls, crashes }: ClaimedWorkflow,
  { errors, crashesMax }: EngineSettings,
): TurnEnd | undefined {
  if (error !== null) {
    const at = failedStep === null ? undefined : { sequence: failedStep, calls: failedCalls ?? 0 };
    return { kind: "step failed", error: reviveError(JSON.parse(error) as ErrorRecord, errors), at };
  }
  if (crashes > crashesMax) return { kind: "step failed", error: new CrashLoopError(crashes) };
  return undefined;
}
