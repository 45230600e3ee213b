import { withDeadline } from "../../../runtime/time/within.ts";

/** Rejects when a server takes longer to answer, so that a frozen one cannot hold up a check. */
export function answerWithin<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return withDeadline(timeoutMs, answer, () => new Error(`no answer within ${timeoutMs} ms`));
}
