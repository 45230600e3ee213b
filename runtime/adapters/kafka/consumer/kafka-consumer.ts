import type { Consumer, EachBatchPayload } from "kafkajs";
import type { EventConsumer } from "../../../ports/event-consumer.ts";
import { committer } from "../commit/committer.ts";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import {
  checkOptions,
  type KafkaConsumerOptions,
  laneSettings,
  sessionTimes,
  topicsOf,
} from "./consumer-options.ts";
import { warnings } from "../events/consumer-warnings.ts";
import { deadLetters } from "../dead-letter/dead-letters.ts";
import { groupAssignment } from "./group-assignment.ts";
import { disconnected, kafkaClient, retrySettings } from "../client/kafka-connection.ts";
import { RetryableError } from "../../../errors/errors.ts";
import { tell } from "../../../errors/tell.ts";
import { partitionCount } from "../dead-letter/dead-letter-topic.ts";
import { kafkaError } from "../client/kafka-errors.ts";
import { memoisedConnection } from "../client/memoised-connection.ts";
import { assignerThatWaits } from "../repairs/consumer-group-repair.ts";
import type { PartitionLane } from "../partition/partition-lane.ts";
import { sleep } from "../../../time/sleep.ts";
import { within } from "../../../time/within.ts";

// How long a fetch waits for records, and for a resumed partition to be fetched again when all others are paused.
const fetchWaitMs = 250;
// How long the other partitions of a fetch may wait for one whose queue is full: if it needs longer, it is paused. A
// shorter wait than a paused partition has until it is fetched again would be no gain.
const patienceMs = 500;
const rebuildDelayMaxMs = 10_000;
const flushPatienceMs = 5000;

/**
 * Receives the records of a consumer group's topics, at least once each, in order per partition (or per key), and never
 * lets one that fails hold up the others: it is retried, then dead-lettered.
 *
 * kafkajs only fetches: its batches go into a queue per partition at once, so that its loop is free to send heartbeats
 * however long handlers work, and its quirks about errors in handlers cannot be reached.
 */
export function kafkaConsumer<Payload>(options: KafkaConsumerOptions<Payload>): EventConsumer {
  const { groupId, shutdownGraceMs = 10_000, rebalanceTimeoutMs = 60_000 } = options;
  checkOptions(options);
  const topics = topicsOf(options);
  const listener = options.onEvent ?? warnings();
  const onEvent: OnConsumerEvent = (event) => tell(listener, event);
  const client = kafkaClient(options);
  const stopping = new AbortController();
  let consumer: Consumer | undefined;
  let started = false;
  let starting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let rebuilding: Promise<void> | undefined;

  const admin = memoisedConnection(async () => {
    const connected = client.kafka.admin({ retry: retrySettings(options) });
    await connected.connect();
    return connected;
  });
  const letters = deadLetters({
    connection: options,
    admin: () => admin.get(),
    consumerGroup: groupId,
    deadLetter: options.deadLetter,
  });
  const commits = committer({
    intervalMs: options.commitIntervalMs ?? 200,
    partitions: () => assignment.ownedLanes(),
    onEvent,
  });
  const settings = laneSettings(options, {
    onEvent,
    sendDeadLetter: (letter) => letters.send(letter),
    onProgress: (soon) => commits.schedule(soon),
    onRoom: (lane) => resume(lane),
  });
  const assignment = groupAssignment({
    groupId,
    topics,
    settings,
    admin: () => admin.get(),
    onEvent,
    stopping: stopping.signal,
  });

  const resume = (lane: PartitionLane): void => {
    if (!lane.paused) return;
    lane.paused = false;
    if (stopping.signal.aborted) return;
    // Throws between a crash and the rebuilding; a new consumer pauses nothing.
    ignoringErrors(() => consumer?.resume([{ topic: lane.topic, partitions: [lane.partition] }]));
    onEvent({ kind: "resumed", topic: lane.topic, partition: lane.partition });
  };

  const onBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const lane = await assignment.laneFor(batch.topic, batch.partition, Number(batch.messages[0]?.offset));
    if (lane === undefined || stopping.signal.aborted || payload.isStale()) return;
    commits.attach((offsets) => payload.commitOffsetsIfNecessary(offsets));
    const lastOffset = batch.lastOffset();
    lane.offer(batch.messages, Number(lastOffset) + 1);
    payload.resolveOffset(lastOffset);
    if ((await lane.room(patienceMs)) || stopping.signal.aborted) return;
    lane.paused = true;
    payload.pause();
    onEvent({ kind: "paused", topic: batch.topic, partition: batch.partition });
  };

  // The work under way is finished and committed before somebody else may own its partition, so that a rebalance does
  // not do it twice. Deferred work is not waited for: nobody knows how long it takes.
  const beforeJoin = async (): Promise<void> => {
    await within(rebalanceTimeoutMs / 2, assignment.leaving());
    await commits.flush(Math.min(2000, rebalanceTimeoutMs / 4));
  };

  const build = async (): Promise<void> => {
    const { sessionTimeoutMs, heartbeatIntervalMs } = sessionTimes(options);
    const next = client.kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      partitionAssigners: [assignerThatWaits(beforeJoin)],
      heartbeatInterval: heartbeatIntervalMs,
      metadataMaxAge: options.metadataMaxAgeMs ?? 300_000,
      maxWaitTimeInMs: fetchWaitMs,
      retry: retrySettings(options),
    });
    consumer = next;
    let crash: { readonly error: unknown } | undefined;
    let running = false;
    const joined = new Promise<void>((resolve, reject) => {
      next.on(next.events.GROUP_JOIN, ({ payload }) => {
        assignment.joined(payload.memberAssignment);
        // kafkajs keeps partitions paused that were taken away and have come back.
        if (!stopping.signal.aborted)
          for (const topic of topics) ignoringErrors(() => next.resume([{ topic }]));
        resolve();
      });
      next.on(next.events.CRASH, ({ payload: { error, restart } }) => {
        commits.detach();
        onEvent({ kind: "crashed", error });
        if (restart || stopping.signal.aborted) return;
        crash = { error };
        reject(error);
        if (running) rebuilding = (rebuilding ?? Promise.resolve()).then(rebuild);
      });
    });
    // Nobody may be waiting when a consumer crashes that has long been running.
    joined.catch(() => {});
    try {
      await next.connect();
      await next.subscribe({ topics: [...topics], fromBeginning: options.startFrom !== "latest" });
      await next.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // One slow queue would otherwise keep the batches of all other partitions waiting.
        partitionsConsumedConcurrently: 256,
        eachBatch: onBatch,
      });
      await joined;
      if (crash !== undefined) throw crash.error;
      running = true;
    } catch (error) {
      await disconnected(next);
      throw error;
    }
  };

  // kafkajs does not restart a consumer whose error it holds for final, such as one of its own TypeErrors.
  const rebuild = async (): Promise<void> => {
    await disconnected(consumer);
    for (let delayMs = 200; ; delayMs = Math.min(delayMs * 2, rebuildDelayMaxMs)) {
      await sleep(delayMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await build();
        onEvent({ kind: "rebuilt" });
        return;
      } catch (error) {
        onEvent({ kind: "trouble", attempted: "rebuild the consumer", error });
      }
    }
  };

  const start = async (): Promise<void> => {
    try {
      await waitForTopics();
      await letters.prepare(topics);
      await build();
      started = true;
    } catch (error) {
      // No record has come that could have had a dead letter: nothing else is open.
      await admin.release(disconnected);
      starting = undefined;
      throw kafkaError(`start consumer of ${topics.join(", ")} in group "${groupId}"`, error);
    }
  };

  // A topic that has just been created may still be unknown to the broker that is asked.
  const waitForTopics = async (): Promise<void> => {
    const { topicReadyMs = 5000 } = options;
    const deadline = Date.now() + topicReadyMs;
    for (const topic of topics)
      while ((await partitionCount(await admin.get(), topic)) === 0) {
        if (Date.now() >= deadline || stopping.signal.aborted)
          throw new RetryableError(`topic "${topic}" does not exist (waited ${topicReadyMs} ms for it)`);
        await sleep(100, stopping.signal);
      }
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    const quiet = assignment.quiesce();
    // What only tries to connect has nothing to finish: it need not go on until its tries are used up.
    if (!started || rebuilding !== undefined) client.close();
    await starting?.catch(() => {});
    await rebuilding;
    // Nothing is fetched from now on; the loop goes on with heartbeats while the work under way is finished.
    for (const topic of topics) ignoringErrors(() => consumer?.pause([{ topic }]));
    await within(shutdownGraceMs, quiet);
    await commits.flush(flushPatienceMs);
    commits.detach();
    assignment.close();
    await Promise.all([disconnected(consumer), letters[Symbol.asyncDispose](), admin.close(disconnected)]);
    client.close();
  };

  return {
    async start() {
      if (stopping.signal.aborted) throw new Error(`the consumer of group "${groupId}" has been stopped`);
      starting ??= start();
      await starting;
    },
    async stop() {
      stopped ??= stop();
      await stopped;
    },
    async [Symbol.asyncDispose]() {
      stopped ??= stop();
      await stopped;
    },
  };
}

function ignoringErrors(action: () => void): void {
  try {
    action();
  } catch {
    // kafkajs throws when its consumer is not running, which is as good as done.
  }
}
