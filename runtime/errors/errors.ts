import type { z } from "zod";
import { quote } from "../model/quote.ts";

/** Thrown by generated stubs until somebody fills them in. */
export class NotImplementedError extends Error {
  override readonly name = "NotImplementedError";
  readonly what: string;
  /** What the stub was called with. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(what: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`${what} is not implemented yet`);
    this.what = what;
    this.details = details;
  }
}

/** Worth another try: a lost connection, a busy server. */
export class RetryableError extends Error {
  override readonly name: string = "RetryableError";
}

/** Trying again cannot help: a refused credential, a broken invariant. */
export class FatalError extends Error {
  override readonly name: string = "FatalError";
}

/** A payload that is not what the diagram says it is. Says where; shows values only briefly, since they may be hostile. */
export class InvalidPayloadError extends FatalError {
  override readonly name = "InvalidPayloadError";
  readonly what: string;
  readonly problems: readonly string[];

  constructor(what: string, problems: readonly string[], options?: ErrorOptions) {
    super(`${what} is not valid: ${summary(problems)}`, options);
    this.what = what;
    this.problems = problems;
  }

  /** From what a schema found; `value` is the refused payload. */
  static from(what: string, error: z.ZodError): InvalidPayloadError {
    return new InvalidPayloadError(what, error.issues.map(describeIssue), { cause: error });
  }
}

/** Whether another try may help. What is not known to be fatal or a mistake in the code may be tried again. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof RetryableError) return true;
  if (error instanceof FatalError || error instanceof NotImplementedError) return false;
  return !(error instanceof TypeError || error instanceof ReferenceError || error instanceof SyntaxError);
}

const shownProblems = 5;

function summary(problems: readonly string[]): string {
  const shown = problems.slice(0, shownProblems).join("; ");
  const rest = problems.length - shownProblems;
  return rest > 0 ? `${shown}; and ${rest} more` : shown;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.map((key) => quote(String(key), 40).slice(1, -1)).join(".");
  const problem = quote(issue.message, 160).slice(1, -1);
  return field === "" ? problem : `${field}: ${problem}`;
}
