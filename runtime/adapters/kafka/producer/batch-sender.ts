import type { CompressionTypes, Message, Producer } from "kafkajs";
import { sleep } from "../../../time/sleep.ts";
import { isTooLarge, kafkaError, protocolErrorType } from "../client/kafka-errors.ts";
import type { MemoisedConnection } from "../client/memoised-connection.ts";
import { type BatchSizes, partsOf } from "./batch-sizes.ts";
import { isUnknownPartition } from "./checked-partitioner.ts";

/** A record on its way, and whom to tell what became of it. */
export interface OutgoingRecord {
  readonly message: Message;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type Batch = readonly OutgoingRecord[];

interface BatchSenderOptions {
  readonly connection: MemoisedConnection<Producer>;
  readonly sizes: BatchSizes;
  readonly compression: CompressionTypes;
  /** How long a topic may be unknown. */
  readonly topicReadyMs: number;
  readonly isClosed: () => boolean;
}

const unknownTopicPauseMs = 100;

/** Sends batches of records, in several requests where the brokers do not take one, and settles each record. */
export class BatchSender {
  readonly #options: BatchSenderOptions;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
  }

  async send(topic: string, batch: Batch): Promise<void> {
    try {
      await this.#sendWhole(topic, batch);
      // Changes nothing for those that have been refused.
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      if (batch.length === 1 || !isUnknownPartition(cause)) return refuse(topic, batch, cause);
      // Nothing has been sent: one by one, those that came together with the wrong one go through.
      for (const each of batch) await this.send(topic, [each]);
    }
  }

  async #sendWhole(topic: string, batch: Batch): Promise<void> {
    const deadline = Date.now() + this.#options.topicReadyMs;
    for (let tries = 1; ; tries += 1) {
      const producer = await this.#options.connection.get();
      try {
        return await this.#sendThrough(producer, topic, batch);
      } catch (error) {
        if (isTooLarge(error) && batch.length > 1) return this.#sendInParts(producer, topic, batch);
        // None of it has been stored.
        if (isTooLarge(error)) throw error;
        this.#abandon(producer);
        // The new producer knows partitions that have been added since.
        if (tries === 1 && isUnknownPartition(error)) continue;
        if (!this.#mayBecomeKnown(error, deadline)) throw error;
        await sleep(unknownTopicPauseMs);
      }
    }
  }

  #mayBecomeKnown(error: unknown, deadline: number): boolean {
    const isUnknown = protocolErrorType(error) === "UNKNOWN_TOPIC_OR_PARTITION";
    return isUnknown && !this.#options.isClosed() && Date.now() < deadline;
  }

  // Of several partitions, some may have stored their records. The same producer reuses the sequence numbers, by which
  // these partitions know them again: so the broker stores nothing twice, and all goes through this producer or not at
  // all. Only what other brokers have stored is stored again, for kafkajs does not tell that they have.
  async #sendInParts(producer: Producer, topic: string, batch: Batch): Promise<void> {
    this.#options.sizes.refused(topic, batch);
    const parts = [...partsOf(batch)];
    for (let part = parts.shift(); part !== undefined; part = parts.shift())
      try {
        await this.#sendThrough(producer, topic, part);
      } catch (error) {
        if (isTooLarge(error) && part.length > 1) parts.unshift(...partsOf(part));
        else if (isTooLarge(error)) refuse(topic, part, error);
        else {
          this.#abandon(producer);
          return refuse(topic, [...part, ...parts.flat()], error);
        }
      }
  }

  async #sendThrough(producer: Producer, topic: string, batch: Batch): Promise<void> {
    const messages = batch.map(({ message }) => message);
    await producer.send({ topic, messages, acks: -1, compression: this.#options.compression });
  }

  // After a failure kafkajs reuses the sequence numbers of the failed request. Had the broker stored that request, it
  // would take the next one for a repetition and drop it silently: a new producer id prevents that.
  #abandon(producer: Producer): void {
    this.#options.connection.forget(producer);
    void producer.disconnect().catch(() => {});
  }
}

function refuse(topic: string, batch: Batch, cause: unknown): void {
  const error = kafkaError(`publish ${batch.length} record(s) to topic "${topic}"`, cause);
  for (const { reject } of batch) reject(error);
}
