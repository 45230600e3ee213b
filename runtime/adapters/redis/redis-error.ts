import { ErrorReply } from "@redis/client";
import { FatalError, RetryableError } from "../../errors/errors.ts";

/** What the client threw, as an error that says whether another try may help. `attempted` says what for. */
export function redisError(attempted: string, error: unknown): RetryableError | FatalError {
  if (error instanceof RetryableError || error instanceof FatalError) return error;
  const message = `could not ${attempted}: ${reasonOf(error)}`;
  return mayPass(error)
    ? new RetryableError(message, { cause: error })
    : new FatalError(message, { cause: error });
}

/** The first words of answers by a server that is busy, full, starting, failing over or not reachable as a whole. */
const passing =
  /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|NOREPLICAS|READONLY|OOM|MISCONF|ERR max number of clients)\b/;

function mayPass(error: unknown): boolean {
  if (error instanceof ErrorReply) return passing.test(error.message);
  // Arguments that are not text. All else is about the connection.
  return !(error instanceof TypeError);
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message || error.name : String(error);
}
