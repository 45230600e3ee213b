import type { FastifyReply } from "fastify";
import { RetryableError } from "../../errors/errors.ts";
import { withDeadline } from "../../time/within.ts";

/**
 * Does `work` with a signal that is aborted when nobody waits for its result any more, because the client has gone or
 * the time is over. When the time is over it rejects at once, whatever the work does.
 */
export async function whileWanted<T>(
  reply: FastifyReply,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const unwanted = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) unwanted.abort(new Error("the client has gone"));
  });
  return withDeadline(deadlineMs, work(unwanted.signal), () => {
    const error = new RetryableError(`the handler did not answer within ${deadlineMs} ms`);
    unwanted.abort(error);
    return error;
  });
}
