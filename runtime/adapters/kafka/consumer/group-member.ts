import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import { sleep } from "../../../time/sleep.ts";
import { disconnected } from "../client/kafka-connection.ts";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import type { FetchedPartition } from "../partition/partition-worker.ts";

type ConsumerConfig = Parameters<Kafka["consumer"]>[0];

export interface GroupMemberOptions {
  readonly kafka: Kafka;
  readonly config: ConsumerConfig;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly stopping: AbortSignal;
  readonly onBatch: (batch: EachBatchPayload) => Promise<void>;
  readonly onJoined: (assigned: Readonly<Record<string, readonly number[]>>) => void;
  readonly onCrash: () => void;
  readonly onEvent: OnConsumerEvent;
}

interface JoinStatus {
  isRunning: boolean;
  /** The error that kafkajs does not restart the consumer for. */
  crash: Error | undefined;
}

const rebuildDelayMs = 200;
const rebuildDelayMaxMs = 10_000;
// One slow queue would otherwise keep the batches of all other partitions waiting.
const partitionsConsumedConcurrently = 256;

/** This process as a member of its consumer group: kafkajs' consumer, built anew whenever it has crashed for good. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  #consumer: Consumer | undefined;
  #rebuilding: Promise<void> = Promise.resolve();
  #rebuildsDue = 0;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
  }

  /** Resolves when the consumer takes part in its group. */
  async join(): Promise<void> {
    const consumer = this.#options.kafka.consumer(this.#options.config);
    this.#consumer = consumer;
    const status: JoinStatus = { isRunning: false, crash: undefined };
    const joined = this.#joined(consumer, status);
    // Nobody may be waiting when a consumer crashes that has long been running.
    joined.catch(() => {});
    try {
      await this.#run(consumer);
      await joined;
      if (status.crash !== undefined) throw status.crash;
      status.isRunning = true;
    } catch (error) {
      await disconnected(consumer);
      throw error;
    }
  }

  /** Whether the consumer is being built anew. */
  isRebuilding(): boolean {
    return this.#rebuildsDue > 0;
  }

  /** Resolves when the consumer is not being built anew, or no longer. */
  async rebuilt(): Promise<void> {
    await this.#rebuilding;
  }

  /** Fetches nothing more; the consumer goes on with heartbeats. */
  pause(): void {
    for (const topic of this.#options.topics) ignoringErrors(() => this.#consumer?.pause([{ topic }]));
  }

  /** Fetches the partition again if that was paused. */
  resume(of: FetchedPartition): void {
    if (!of.paused) return;
    of.paused = false;
    const { stopping, onEvent } = this.#options;
    if (stopping.aborted) return;
    const { topic, partition } = of;
    // Throws between a crash and the rebuilding; a new consumer pauses nothing.
    ignoringErrors(() => this.#consumer?.resume([{ topic, partitions: [partition] }]));
    onEvent({ kind: "resumed", topic, partition });
  }

  async leave(): Promise<void> {
    await disconnected(this.#consumer);
  }

  async #run(consumer: Consumer): Promise<void> {
    const { topics, fromBeginning, onBatch } = this.#options;
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently,
      eachBatch: onBatch,
    });
  }

  /** Resolves when the consumer has joined its group; rejects when it has crashed for good. */
  #joined(consumer: Consumer, status: JoinStatus): Promise<void> {
    const { stopping, onJoined, onCrash, onEvent } = this.#options;
    return new Promise((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        onJoined(payload.memberAssignment);
        this.#resumeAll(consumer);
        resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        onCrash();
        onEvent({ kind: "crashed", error });
        if (restart || stopping.aborted) return;
        status.crash = error;
        reject(error);
        if (status.isRunning) this.#scheduleRebuild();
      });
    });
  }

  // kafkajs keeps partitions paused that were taken away and have come back.
  #resumeAll(consumer: Consumer): void {
    const { stopping, topics } = this.#options;
    if (stopping.aborted) return;
    for (const topic of topics) ignoringErrors(() => consumer.resume([{ topic }]));
  }

  #scheduleRebuild(): void {
    this.#rebuildsDue += 1;
    this.#rebuilding = this.#rebuilding.then(() => this.#rebuild()).finally(() => (this.#rebuildsDue -= 1));
  }

  // kafkajs does not restart a consumer whose error it holds for final, such as one of its own TypeErrors.
  async #rebuild(): Promise<void> {
    const { stopping, onEvent } = this.#options;
    await disconnected(this.#consumer);
    for (let delayMs = rebuildDelayMs; ; delayMs = Math.min(delayMs * 2, rebuildDelayMaxMs)) {
      await sleep(delayMs, stopping);
      if (stopping.aborted) return;
      try {
        await this.join();
        return onEvent({ kind: "rebuilt" });
      } catch (error) {
        onEvent({ kind: "trouble", attempted: "rebuild the consumer", error });
      }
    }
  }
}

function ignoringErrors(action: () => void): void {
  try {
    action();
  } catch {
    // kafkajs throws when its consumer is not running, which is as good as done.
  }
}
