import kafkajs from "kafkajs";
import { FatalError, RetryableError } from "../../errors.ts";

// Their cause may go away although kafkajs says that the error cannot be retried, or says nothing.
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
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${attempted}: ${reason}`;
  return isTransient(cause) ? new RetryableError(message, { cause }) : new FatalError(message, { cause });
}

/** The protocol's name for an error, such as `UNKNOWN_TOPIC_OR_PARTITION`, also when kafkajs wrapped it. */
export function protocolErrorType(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof kafkajs.KafkaJSProtocolError) return at.type;
  return undefined;
}

function isTransient(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof kafkajs.KafkaJSProtocolError) return at.retriable;
    if (transientNames.has(at.name)) return true;
  }
  // Sockets' errors (ECONNREFUSED, EAI_AGAIN …) carry a code and no class.
  return (
    error instanceof Error &&
    "code" in error &&
    /^(?:ECONN|EAI_|ETIMEDOUT|EPIPE|ENOTFOUND)/.test(String(error.code))
  );
}
