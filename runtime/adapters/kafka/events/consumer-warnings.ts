import { errorText } from "../../../errors/error-text.ts";
import type { KafkaConsumerEvent, OnConsumerEvent } from "./consumer-events.ts";

const intervalMs = 60_000;

/**
 * The listener of consumers without `onEvent`: makes what an operator must know a warning of the process (a line on
 * standard error), at most once a minute for each kind of event.
 */
export function warnings(
  warn: (message: string) => void = emitWarning,
  now: () => number = Date.now,
): OnConsumerEvent {
  const silentUntil = new Map<string, number>();
  const kept = new Map<string, number>();
  return (event) => {
    const message = warningOf(event);
    if (message === undefined) return;
    const { kind } = event;
    if (now() < (silentUntil.get(kind) ?? 0)) {
      kept.set(kind, (kept.get(kind) ?? 0) + 1);
      return;
    }
    const more = kept.get(kind) ?? 0;
    kept.delete(kind);
    silentUntil.set(kind, now() + intervalMs);
    warn(more === 0 ? message : `${message} (and ${more} more of this kind in the last minute)`);
  };
}

function warningOf(event: KafkaConsumerEvent): string | undefined {
  switch (event.kind) {
    case "dead-lettered":
      return `${recordName(event)} went to dead letter topic "${event.deadLetterTopic}" (${event.reason}): ${errorText(event.error)}`;
    case "dead-letter-failed":
      return `${recordName(event)} holds up its partition, since its dead letter cannot be sent: ${errorText(event.error)}`;
    case "ack-overdue":
      return `${recordName(event)} has not been acknowledged for ${event.waitedMs} ms, nor have ${event.outstanding - 1} others`;
    case "progress-not-kept":
      return `what is known of ${event.records} records of partition ${event.partition} of topic "${event.topic}" has no room beside the committed offset: they would be handled again after a restart`;
    case "crashed":
      return `the consumer stopped and is started again: ${errorText(event.error)}`;
    case "trouble":
      return `could not ${event.attempted}, and tries again: ${errorText(event.error)}`;
    default:
      return undefined;
  }
}

function recordName({
  topic,
  partition,
  offset,
}: {
  topic: string;
  partition: number;
  offset: string;
}): string {
  return `record ${offset} of partition ${partition} of topic "${topic}"`;
}

function emitWarning(message: string): void {
  process.emitWarning(message, { type: "SeqwrightKafkaWarning" });
}
