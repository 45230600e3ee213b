/** A server cannot be had. The message says what was attempted, the remedy what the user can do about it. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly remedy: string | undefined;

  constructor(message: string, options: { readonly remedy?: string; readonly cause?: unknown } = {}) {
    super(options.remedy === undefined ? message : `${message}\n${options.remedy}`, { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** The text of anything thrown, with the reason that Node hides in the cause or in a list of errors. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  if (error.cause instanceof Error && error.message === "fetch failed") return messageOf(error.cause);
  return error.message;
}
