import { eventMutants } from "./event.mutants.ts";
import { colleague } from "./hurried/colleague.mutants.ts";
import { lateAnswers } from "./hurried/late-answers.mutants.ts";
import { pendingActions } from "./hurried/pending.mutants.ts";
import { pollingNoteMutants } from "./notes/polling.mutants.ts";
import { resourceOrderMutants } from "./notes/resource-order.mutants.ts";
import { pollingMutants } from "./polling.mutants.ts";
import { passingErrors } from "./passing-errors.mutants.ts";
import { severalEvents } from "./several-events.mutants.ts";
import { event, polling, workflow } from "./right.ts";
import { workflowMutants } from "./workflow.mutants.ts";

/** Each diagram with its right handlers and its wrong ones. */
export const diagrams = [
  {
    ...event,
    mutants: [
      ...eventMutants,
      ...severalEvents.event,
      ...passingErrors.event,
      ...resourceOrderMutants,
      ...colleague.event,
    ],
  },
  {
    ...polling,
    mutants: [
      ...pollingMutants,
      ...severalEvents.polling,
      ...passingErrors.polling,
      ...lateAnswers.polling,
      ...pollingNoteMutants,
      ...colleague.polling,
    ],
  },
  {
    ...workflow,
    mutants: [
      ...workflowMutants,
      ...severalEvents.workflow,
      ...passingErrors.workflow,
      ...lateAnswers.workflow,
      ...pendingActions,
      ...colleague.workflow,
    ],
  },
] as const;
