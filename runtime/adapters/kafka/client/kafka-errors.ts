import kafkajs from "kafkajs";
import { FatalError, RetryableError } from "../../../errors/errors.ts";

// Errors that may pass, although kafkajs says that they cannot be retried, or says nothing.
const transientNames = new Set([
  "KafkaJSConnectionError",
  "KafkaJSConnectionClosedError",
  "KafkaJSBrokerNotFound",
  "KafkaJSNoBrokerAvailableError",
  "KafkaJSRequestTimeoutError",
  "KafkaJSLockTimeout",
  "KafkaJSMetadataNotLoaded",
  "KafkaJSTopicMetadataNotLoaded",
  "KafkaJSNumberOfRetriesExceeded",
]);

/** What kafkajs threw, as an error that says what was attempted and whether another try may help. */
export function kafkaError(attempted: string, cause: unknown): RetryableError | FatalError {
  const reason = parts(cause).map((each) => (each instanceof Error ? each.message : String(each)));
  const message = `${attempted}: ${reason.join("; ")}`;
  return isTransient(cause) ? new RetryableError(message, { cause }) : new FatalError(message, { cause });
}

/** The protocol's name for an error, such as `UNKNOWN_TOPIC_OR_PARTITION`, also when kafkajs wrapped it. */
export function protocolErrorType(error: unknown): string | undefined {
  const [first] = parts(error);
  for (let at = first; at instanceof Error; at = at.cause)
    if (at instanceof kafkajs.KafkaJSProtocolError) return at.type;
  return undefined;
}

/** Whether a broker refused records for their size. */
export function isTooLarge(error: unknown): boolean {
  return protocolErrorType(error) === "MESSAGE_TOO_LARGE";
}

// An error about several topics holds one error for each; its own message only says that there are some.
function parts(error: unknown): readonly unknown[] {
  return error instanceof kafkajs.KafkaJSAggregateError ? error.errors : [error];
}

function isTransient(error: unknown): boolean {
  const [first] = parts(error);
  for (let at = first; at instanceof Error; at = at.cause) {
    if (at instanceof kafkajs.KafkaJSProtocolError) return at.retriable;
    if (at instanceof RetryableError) return true;
    if (transientNames.has(at.name)) return true;
  }
  // Sockets' errors (ECONNREFUSED, EAI_AGAIN …) carry a code and no class.
  return (
    error instanceof Error &&
    "code" in error &&
    /^(?:ECONN|EAI_|ETIMEDOUT|EPIPE|ENOTFOUND)/.test(String(error.code))
  );
}
