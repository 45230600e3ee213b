import type { KafkaMessage } from "kafkajs";

/** The records of a partition that have been fetched and not been started yet. */
export interface RecordBuffer {
  readonly size: number;
  /** Takes in those that it has not had before; `nextOffset` is where the record after the last one begins. */
  offer(messages: readonly KafkaMessage[], nextOffset: number): void;
  /** The next record. Only when there is one. */
  take(): KafkaMessage;
  /** Where the record after this one begins, when that is not the next offset; told once. */
  gapAfter(offset: number): number | undefined;
  clear(): void;
}

export function recordBuffer(start: number): RecordBuffer {
  let queue: readonly KafkaMessage[] = [];
  let head = 0;
  let end = start;
  const gaps = new Map<number, number>();

  return {
    get size() {
      return queue.length - head;
    },
    offer(messages, nextOffset) {
      // After a rebalance that left the partition here, Kafka delivers again what is not committed: still in work.
      const fresh = messages.filter(({ offset }) => Number(offset) >= end);
      const last = fresh.at(-1);
      if (last === undefined) return;
      if (Number(last.offset) + 1 !== nextOffset) gaps.set(Number(last.offset), nextOffset);
      queue = head === queue.length ? fresh : queue.slice(head).concat(fresh);
      head = 0;
      end = nextOffset;
    },
    take() {
      const message = queue[head] as KafkaMessage;
      head += 1;
      return message;
    },
    gapAfter(offset) {
      const next = gaps.size === 0 ? undefined : gaps.get(offset);
      if (next !== undefined) gaps.delete(offset);
      return next;
    },
    clear() {
      queue = [];
      head = 0;
    },
  };
}
