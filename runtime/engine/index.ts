export type { WorkflowAcknowledgement } from "./messages/acknowledgements.ts";
export { systemClock, type Clock } from "./settings/clock.ts";
export type { Collaborators, DurableOptions } from "./collaborators/durable.ts";
export type {
  LeaseOptions,
  RetentionOptions,
  WorkflowEngineOptions,
  WorkflowFailure,
} from "./settings/engine-options.ts";
export { JournalMismatchError } from "./journal/journal.ts";
export { RecordedError, type ErrorRecord } from "./journal/recorded-error.ts";
export type { RetryPolicy } from "../retry/retry-policy.ts";
export { transactionalCollaborators } from "./collaborators/transactional-collaborators.ts";
export type { Workflow, WorkflowOperation } from "./workflow.ts";
export type { StepStatus, WorkflowStatus } from "./admin/workflow-status.ts";
export {
  workflowAdmin,
  type WorkflowAdmin,
  type WorkflowFilter,
  type WorkflowSummary,
} from "./admin/workflow-admin.ts";
export { workflowEngine, type WorkflowEngine } from "./workflow-engine.ts";
export { CrashLoopError, WorkflowFailedError, WorkflowRemovedError } from "./messages/workflow-errors.ts";
export type { WorkflowEvent } from "./settings/workflow-event.ts";
export type { WorkflowState } from "./store/workflow-store.ts";
export { workflowTables } from "./store/workflow-tables.ts";
