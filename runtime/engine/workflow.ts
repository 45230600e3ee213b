import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { WorkflowAcknowledgement } from "./acknowledgements.ts";
import type { ErrorRecord } from "./recorded-error.ts";
import type { WorkflowState } from "./workflow-state.ts";

/**
 * What a workflow consists of: an operation of a component, called with what triggered it. It is called again with the
 * same payload when another process goes on with the workflow; the steps that were finished are then answered from the
 * journal.
 */
export type WorkflowOperation<Payload> = (
  payload: Payload,
  ack: Acknowledgement,
  id: string,
) => Promise<void>;

export interface Workflow<Payload> {
  /**
   * Begins the workflow, and resolves when what its operation does before it answers is committed. Resolves to
   * `known`, and begins nothing, when there is a workflow with this id; the message is then acknowledged when that
   * workflow is done. Rejects, with nothing committed, when the operation does. Must not be called inside a transaction.
   */
  start(id: string, payload: Payload, ack?: WorkflowAcknowledgement): Promise<"started" | "known">;
  status(id: string): Promise<WorkflowStatus | undefined>;
  /**
   * Has a failed workflow tried again from the step that failed it. What its code did in answer to the failure is
   * forgotten, and done again should it come to that. Resolves to false when it has not failed.
   */
  retry(id: string): Promise<boolean>;
}

export interface WorkflowStatus {
  readonly state: WorkflowState;
  /** How often its code failed since it last finished a step. */
  readonly attempts: number;
  /** How often a worker died with it, or lost its lease, since it last finished a step. */
  readonly crashes: number;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | undefined;
  readonly leaseUntil: Date | undefined;
  /** Why it failed. In state `waiting`, that it failed is still to be reported: `onFailed` has rejected. */
  readonly error: ErrorRecord | undefined;
  readonly steps: readonly StepStatus[];
}

export interface StepStatus {
  readonly step: string;
  readonly outcome: "returned" | "threw" | "failing";
  readonly failures: number;
}
