import { FatalError, RetryableError } from "../errors/errors.ts";

/** The PostgreSQL error code ("23505" and the like) of an error or of what caused it; `undefined` when there is none. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && sqlStateShape.test(cause.code)) {
      return cause.code;
    }
  }
  return undefined;
}

// EPIPE, which Node reports, has the same length; no SQLSTATE begins with an E.
const sqlStateShape = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/** What a client threw, as an error that says whether another try may help. `attempted` says what for. */
export function sqlError(attempted: string, error: unknown): RetryableError | FatalError {
  if (error instanceof RetryableError || error instanceof FatalError) return error;
  const message = `${attempted}: ${error instanceof Error ? describe(error) : String(error)}`;
  return mayPass(error)
    ? new RetryableError(message, { cause: error })
    : new FatalError(message, { cause: error });
}

// Whole classes: 08 connection lost, 53 out of resources, 58 trouble of the machine.
const passingClasses: ReadonlySet<string> = new Set(["08", "53", "58"]);

const passingStates: ReadonlySet<string> = new Set([
  "25006", // read only: a replica, while the primary is being replaced
  "25P03", // the transaction was idle for too long
  "25P04", // the transaction took too long
  "40001", // serialization failure
  "40003", // nobody knows whether the statement completed
  "40P01", // deadlock
  "55006", // object in use
  "55P03", // lock not available
  "57014", // cancelled, by the statement timeout as a rule
  "57P01", // the administrator ended the connection
  "57P02", // the server crashed
  "57P03", // the server is starting or stopping
  "57P05", // the connection was idle for too long
]);

// Errors without a code come from the client. Those that are not about the connection are about its settings.
const settings = /^SASL|does not support SSL|Invalid URL|certificate|Cannot find module/i;

function mayPass(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) {
    return passingStates.has(state) || passingClasses.has(state.slice(0, 2));
  }
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return false;
  return !(error instanceof Error && settings.test(error.message));
}

function describe(error: Error): string {
  // Node reports a refused connection to a host with several addresses as an AggregateError without a message.
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join("; ");
  }
  return error.message;
}
