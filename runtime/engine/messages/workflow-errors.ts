import { FatalError } from "../../errors/errors.ts";

/** What the message that began a workflow is rejected with: trying it again would only find the failed workflow. */
export class WorkflowFailedError extends FatalError {
  override readonly name = "WorkflowFailedError";

  constructor(diagram: string, id: string, cause: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    super(`workflow "${id}" of ${diagram} failed${why}`, { cause });
  }
}

/** What a message is rejected with when its workflow is gone before this worker has learned how it ended. */
export class WorkflowRemovedError extends FatalError {
  override readonly name = "WorkflowRemovedError";

  constructor(diagram: string, id: string) {
    super(
      `workflow "${id}" of ${diagram} is no longer in the database, and how it ended cannot be told: ` +
        "look whether its work is done before its message is sent again",
    );
  }
}

/** Every worker that took the workflow up died before it finished a step. */
export class CrashLoopError extends FatalError {
  override readonly name = "CrashLoopError";

  constructor(attempts: number) {
    super(
      `given up: ${attempts} workers in a row died, or lost their lease, before they finished its next step`,
    );
  }
}
