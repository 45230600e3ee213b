export type { WorkflowAcknowledgement } from "./acknowledgements.ts";
export { systemClock, type Clock } from "./clock.ts";
export type { Collaborators, DurableOptions } from "./durable.ts";
export type {
  LeaseOptions,
  RetentionOptions,
  WorkflowEngineOptions,
  WorkflowFailure,
} from "./engine-options.ts";
export { JournalMismatchError } from "./journal.ts";
export { RecordedError, type ErrorRecord } from "./recorded-error.ts";
export type { RetryPolicy } from "./retry-policy.ts";
export { transactionalCollaborators } from "./transactional-collaborators.ts";
export type { StepStatus, Workflow, WorkflowOperation, WorkflowStatus } from "./workflow.ts";
export {
  workflowAdmin,
  type WorkflowAdmin,
  type WorkflowFilter,
  type WorkflowSummary,
} from "./workflow-admin.ts";
export { workflowEngine, type WorkflowEngine } from "./workflow-engine.ts";
export { CrashLoopError, WorkflowFailedError, WorkflowRemovedError } from "./workflow-errors.ts";
export type { WorkflowEvent } from "./workflow-event.ts";
export type { WorkflowState } from "./workflow-state.ts";
export { workflowTables } from "./workflow-tables.ts";
