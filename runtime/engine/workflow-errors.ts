import { FatalError } from "../errors.ts";

/** What the message that began a workflow is rejected with: trying it again would only find the failed workflow. */
export class WorkflowFailedError extends FatalError {
  override readonly name = "WorkflowFailedError";

  constructor(diagram: string, id: string, cause: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    super(`workflow "${id}" of ${diagram} failed${why}`, { cause });
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
