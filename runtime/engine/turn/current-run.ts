import { AsyncLocalStorage } from "node:async_hooks";
import type { WorkflowRun } from "./workflow-run.ts";

/** The workflow that the current code belongs to, and whether it is inside one of its steps. */
export interface CurrentRun {
  readonly run: WorkflowRun;
  readonly inStep: boolean;
}

export const currentRun = new AsyncLocalStorage<CurrentRun>();
