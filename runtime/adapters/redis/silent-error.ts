import { withDeadline } from "../../time/within.ts";

/** The server has not answered in time. */
export class SilentError extends Error {
  override readonly name = "SilentError";
}

/** Rejects with a `SilentError` when the server takes longer to answer. */
export function answered<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return withDeadline(timeoutMs, answer, () => new SilentError(`no answer within ${timeoutMs} ms`));
}
