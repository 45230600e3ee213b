import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { WorkflowAcknowledgement } from "./messages/acknowledgements.ts";
import type { WorkflowStatus } from "./admin/workflow-status.ts";

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
