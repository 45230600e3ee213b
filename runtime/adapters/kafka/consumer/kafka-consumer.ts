import type { Admin, EachBatchPayload } from "kafkajs";
import { RetryableError } from "../../../errors/errors.ts";
import { notify } from "../../../errors/notify.ts";
import type { EventConsumer } from "../../../ports/event-consumer.ts";
import { sleep } from "../../../time/sleep.ts";
import { within } from "../../../time/within.ts";
import { disconnected, type KafkaClient, kafkaClient, retrySettings } from "../client/kafka-connection.ts";
import { kafkaError } from "../client/kafka-errors.ts";
import { memoisedConnection } from "../client/memoised-connection.ts";
import { Committer } from "../commit/committer.ts";
import { partitionCount } from "../dead-letter/dead-letter-topic.ts";
import { DeadLetters } from "../dead-letter/dead-letters.ts";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import { warnings } from "../events/consumer-warnings.ts";
import { assignerThatWaits } from "../repairs/consumer-group-repair.ts";
import {
  checkOptions,
  type KafkaConsumerOptions,
  partitionSettings,
  sessionTimes,
  topicsOf,
} from "./consumer-options.ts";
import { GroupAssignment } from "./group-assignment.ts";
import { GroupMember } from "./group-member.ts";

// How long a fetch waits for records, and for a resumed partition to be fetched again when all others are paused.
const fetchWaitMs = 250;
// How long the other partitions of a fetch may wait for one whose buffer is full: if it needs longer, it is paused. A
// shorter wait than a paused partition has until it is fetched again would be no gain.
const patienceMs = 500;
const flushPatienceMs = 5000;
const topicPollMs = 100;

/**
 * Receives the records of a consumer group's topics, at least once each, in order per partition (or per key). A record
 * that fails never holds up the others: it is retried, then dead-lettered.
 *
 * kafkajs only fetches. Its batches go into a buffer per partition at once, so that its loop is free to send heartbeats
 * however long handlers work, and never sees an error of a handler.
 */
export function kafkaConsumer<Payload>(options: KafkaConsumerOptions<Payload>): EventConsumer {
  checkOptions(options);
  return new KafkaConsumer(options);
}

class KafkaConsumer<Payload> implements EventConsumer {
  readonly #options: KafkaConsumerOptions<Payload>;
  readonly #topics: readonly string[];
  readonly #onEvent: OnConsumerEvent;
  readonly #client: KafkaClient;
  readonly #stopping = new AbortController();
  readonly #admin = memoisedConnection(() => this.#connectAdmin());
  readonly #letters: DeadLetters;
  readonly #commits: Committer;
  readonly #assignment: GroupAssignment<Payload>;
  readonly #member: GroupMember;
  #started = false;
  #starting: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: KafkaConsumerOptions<Payload>) {
    const { groupId, deadLetter } = options;
    const admin = () => this.#admin.get();
    const listener = options.onEvent ?? warnings();
    this.#options = options;
    this.#topics = topicsOf(options);
    this.#onEvent = (event) => notify(listener, event);
    this.#client = kafkaClient(options);
    this.#letters = new DeadLetters({ connection: options, admin, consumerGroup: groupId, deadLetter });
    this.#commits = this.#committer();
    this.#assignment = this.#groupAssignment(admin);
    this.#member = this.#groupMember();
  }

  async start(): Promise<void> {
    if (this.#stopping.signal.aborted)
      throw new Error(`the consumer of group "${this.#options.groupId}" has been stopped`);
    this.#starting ??= this.#start();
    await this.#starting;
  }

  async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    await this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #committer(): Committer {
    return new Committer({
      intervalMs: this.#options.commitIntervalMs ?? 200,
      partitions: () => this.#assignment.ownedWorkers(),
      onEvent: this.#onEvent,
    });
  }

  #groupAssignment(admin: () => Promise<Admin>): GroupAssignment<Payload> {
    return new GroupAssignment({
      groupId: this.#options.groupId,
      topics: this.#topics,
      settings: partitionSettings(this.#options, {
        onEvent: this.#onEvent,
        sendDeadLetter: (letter) => this.#letters.send(letter),
        onProgress: (soon) => this.#commits.schedule(soon),
        onSpace: (partition) => this.#member.resume(partition),
      }),
      admin,
      onEvent: this.#onEvent,
      stopping: this.#stopping.signal,
    });
  }

  #groupMember(): GroupMember {
    return new GroupMember({
      kafka: this.#client.kafka,
      config: this.#memberConfig(),
      topics: this.#topics,
      fromBeginning: this.#options.startFrom !== "latest",
      stopping: this.#stopping.signal,
      onBatch: (batch) => this.#takeIn(batch),
      onJoined: (assigned) => this.#assignment.joined(assigned),
      onCrash: () => this.#commits.detach(),
      onEvent: this.#onEvent,
    });
  }

  #memberConfig() {
    const { groupId, rebalanceTimeoutMs = 60_000, metadataMaxAgeMs = 300_000 } = this.#options;
    const { sessionTimeoutMs, heartbeatIntervalMs } = sessionTimes(this.#options);
    return {
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      partitionAssigners: [assignerThatWaits(() => this.#finishBeforeJoin(rebalanceTimeoutMs))],
      heartbeatInterval: heartbeatIntervalMs,
      metadataMaxAge: metadataMaxAgeMs,
      maxWaitTimeInMs: fetchWaitMs,
      retry: retrySettings(this.#options),
    };
  }

  async #connectAdmin(): Promise<Admin> {
    const admin = this.#client.kafka.admin({ retry: retrySettings(this.#options) });
    await admin.connect();
    return admin;
  }

  async #takeIn(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const stopping = this.#stopping.signal;
    const worker = await this.#assignment.workerFor(topic, partition, Number(messages[0]?.offset));
    if (worker === undefined || stopping.aborted || payload.isStale()) return;
    this.#commits.attach((offsets) => payload.commitOffsetsIfNecessary(offsets));
    const lastOffset = payload.batch.lastOffset();
    worker.offer(messages, Number(lastOffset) + 1);
    payload.resolveOffset(lastOffset);
    if ((await worker.waitForSpace(patienceMs)) || stopping.aborted) return;
    worker.paused = true;
    payload.pause();
    this.#onEvent({ kind: "paused", topic, partition });
  }

  // The work under way is finished and committed before another process may own its partition, so that a rebalance does
  // not do it twice. Deferred work is not waited for: nobody knows how long it takes.
  async #finishBeforeJoin(rebalanceTimeoutMs: number): Promise<void> {
    await within(rebalanceTimeoutMs / 2, this.#assignment.leaving());
    await this.#commits.flush(Math.min(2000, rebalanceTimeoutMs / 4));
  }

  async #start(): Promise<void> {
    try {
      await this.#waitForTopics();
      await this.#letters.prepare(this.#topics);
      await this.#member.join();
      this.#started = true;
    } catch (error) {
      // No record has come that could have had a dead letter: nothing else is open.
      await this.#admin.release(disconnected);
      this.#starting = undefined;
      throw kafkaError(
        `start consumer of ${this.#topics.join(", ")} in group "${this.#options.groupId}"`,
        error,
      );
    }
  }

  // A topic that has just been created may still be unknown to the broker that is asked.
  async #waitForTopics(): Promise<void> {
    const { topicReadyMs = 5000 } = this.#options;
    const stopping = this.#stopping.signal;
    const deadline = Date.now() + topicReadyMs;
    for (const topic of this.#topics)
      while ((await partitionCount(await this.#admin.get(), topic)) === 0) {
        if (Date.now() >= deadline || stopping.aborted)
          throw new RetryableError(`topic "${topic}" does not exist (waited ${topicReadyMs} ms for it)`);
        await sleep(topicPollMs, stopping);
      }
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    const quiet = this.#assignment.quiesce();
    // What only tries to connect has nothing to finish: it need not go on until its tries are used up.
    if (!this.#started || this.#member.isRebuilding()) this.#client.close();
    await this.#starting?.catch(() => {});
    await this.#member.rebuilt();
    // Nothing is fetched from now on; heartbeats go on while the work under way is finished.
    this.#member.pause();
    await within(this.#options.shutdownGraceMs ?? 10_000, quiet);
    await this.#commits.flush(flushPatienceMs);
    this.#commits.detach();
    this.#assignment.close();
    await Promise.all([
      this.#member.leave(),
      this.#letters[Symbol.asyncDispose](),
      this.#admin.close(disconnected),
    ]);
    this.#client.close();
  }
}
