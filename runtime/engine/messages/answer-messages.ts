import type { Acknowledgements } from "./acknowledgements.ts";
import { reviveError, type ErrorClass, type ErrorRecord } from "../journal/recorded-error.ts";
import { WorkflowFailedError, WorkflowRemovedError } from "./workflow-errors.ts";
import type { WorkflowKey, WorkflowStore } from "../store/workflow-store.ts";

export interface AnswerOptions {
  readonly store: WorkflowStore;
  readonly acks: Acknowledgements;
  readonly errors: readonly ErrorClass[];
}

/**
 * Answers the messages of those of the workflows that are over, whichever worker finished them. When a workflow's row is
 * gone, nobody knows how it ended, or whether it did. To acknowledge its message could lose it, and to begin anew could
 * do everything twice. So the message is rejected, for somebody to look at.
 */
export async function answerMessages(
  workflows: readonly WorkflowKey[],
  { store, acks, errors }: AnswerOptions,
): Promise<void> {
  if (workflows.length === 0) return;
  for (const { diagram, id, state, error } of await store.ends(workflows)) {
    if (state === "done") {
      await acks.acknowledge(diagram, id);
      continue;
    }
    const cause = error === null ? undefined : reviveError(JSON.parse(error) as ErrorRecord, errors);
    const failure =
      state === null ? new WorkflowRemovedError(diagram, id) : new WorkflowFailedError(diagram, id, cause);
    await acks.reject(diagram, id, failure);
  }
}
