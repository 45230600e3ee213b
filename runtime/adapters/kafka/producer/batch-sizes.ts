import type { Message } from "kafkajs";
import { headerValues, type RecordHeaders } from "../records/record-headers.ts";

interface Outgoing {
  readonly message: Message;
}

/** How much goes to a topic in one request. */
export interface BatchSizes {
  /** Takes the next batch off those that wait: at least one record. */
  take<Item extends Outgoing>(topic: string, waiting: Item[]): readonly Item[];
  /** So much at once was too large for the topic. */
  refused(topic: string, batch: readonly Outgoing[]): void;
}

// By default, brokers refuse more than 1 MiB of records for a partition in one request (`message.max.bytes`). A batch
// stays below. A topic may have a smaller `max.message.bytes`, which shows when it refuses a batch.
const bytesMaxAtFirst = 900_000;

export function batchSizes(recordsMax: number): BatchSizes {
  const bytesMax = new Map<string, number>();
  return {
    take(topic, waiting) {
      const most = bytesMax.get(topic) ?? bytesMaxAtFirst;
      let count = 0;
      let bytes = 0;
      for (const { message } of waiting) {
        bytes += sizeOf(message);
        if (count > 0 && (count === recordsMax || bytes > most)) break;
        count += 1;
      }
      return waiting.splice(0, count);
    },
    refused(topic, batch) {
      const bytes = batch.reduce((sum, { message }) => sum + sizeOf(message), 0);
      bytesMax.set(topic, Math.min(bytesMax.get(topic) ?? bytesMaxAtFirst, Math.floor(bytes / 2)));
    },
  };
}

/**
 * Divides a batch that was too large as a whole, and keeps the order within partitions: by partition, because brokers
 * take or refuse each by itself; into halves when there is only one partition.
 */
export function partsOf<Item extends Outgoing>(batch: readonly Item[]): readonly (readonly Item[])[] {
  const byPartition = Map.groupBy(batch, ({ message }) => message.partition);
  if (byPartition.size > 1) return [...byPartition.values()];
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** At most about so many bytes, before compression. */
function sizeOf({ key, value, headers }: Message): number {
  return 100 + byteLength(key) + byteLength(value) + (headers === undefined ? 0 : sizeOfHeaders(headers));
}

function sizeOfHeaders(headers: RecordHeaders): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers))
    for (const each of headerValues(value)) bytes += byteLength(name) + byteLength(each) + 10;
  return bytes;
}

function byteLength(bytes: Buffer | string | null | undefined): number {
  return bytes === null || bytes === undefined ? 0 : Buffer.byteLength(bytes);
}
