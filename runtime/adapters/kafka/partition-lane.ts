import type { KafkaMessage } from "kafkajs";
import { encodeMetadata } from "./commit-metadata.ts";
import { type Delivery, delivery } from "./delivery.ts";
import { type Hold, newHold } from "./hold.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { lowWaterMark } from "./low-water-mark.ts";
import type { LaneSettings, LaneStart, PendingCommit } from "./lane-settings.ts";
import { recordTries, type TriesHost } from "./record-tries.ts";
import { sleep } from "./sleep.ts";

/** The records of one partition on their way through the handler, for as long as the partition is ours. */
export interface PartitionLane {
  readonly topic: string;
  readonly partition: number;
  /** The group assignment under which the lane was last known to be ours. */
  epoch: number;
  paused: boolean;
  readonly committedOffset: number;
  readonly mark: number;
  /** Takes records in; those that it has already are left out. */
  offer(messages: readonly KafkaMessage[], nextOffset: number): void;
  /**
   * Resolves when the queue has drained far enough for more: to `false` as soon as it shows that this would take
   * longer than `patienceMs`. Room then comes when half of the queue is done.
   */
  room(patienceMs: number): Promise<boolean>;
  pendingCommit(): PendingCommit | undefined;
  committed(commit: PendingCommit): void;
  /** Starts nothing more until `resume`; resolves when no handler is running and no dead letter on its way. */
  hold(): Promise<void>;
  resume(): void;
  /** Starts nothing more and waits for nothing: records that wait for their next try are released. */
  quiesce(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Not ours any longer: what is under way is aborted, and what it says is dropped. */
  close(): void;
}

// Fetching goes on below: enough work for the time that a fetch takes, without holding more than a batch.
const refillBelow = 1000;
// How fast a queue drains is seen after this time.
const sampleMs = 50;
// Handlers that never wait for anything real would otherwise starve timers, sockets and heartbeats.
const startsPerTurn = 128;

export function partitionLane<Payload>(settings: LaneSettings<Payload>, start: LaneStart): PartitionLane {
  const { onEvent } = settings;
  const { topic, partition, failures, done } = start;
  const tracker = lowWaterMark(start.offset);
  const keys = keyedQueue<KafkaMessage>();
  const active = new Set<Delivery<Payload>>();
  const releasing = new AbortController();
  /** Where the record after this one begins, when that is not the next offset. */
  const gaps = new Map<number, number>();
  const commitWaiters: { readonly changes: number; readonly resolve: () => void }[] = [];
  let roomWaiters: (() => void)[] = [];
  let idleWaiters: (() => void)[] = [];
  let queue: KafkaMessage[] = [];
  let head = 0;
  let refillAt = refillBelow;
  let offeredEnd = start.offset;
  let running = 0;
  let startsThisTurn = 0;
  let held: Hold | undefined;
  /** Their key's turn came during the hold. */
  const heldBack: KafkaMessage[] = [];
  let turnPending = false;
  let pumping = false;
  let closed = false;
  let committedOffset = start.offset;
  let metadataChanges = 0;
  let committedChanges = 0;

  const signalIfStill = (): void => {
    if (held === undefined || [...active].some((of) => of.running || of.burying)) return;
    held.still();
  };

  const signalIfIdle = (): void => {
    if (active.size > 0 || idleWaiters.length === 0) return;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const release = (of: Delivery<Payload>): void => {
    active.delete(of);
    signalIfIdle();
  };

  const host: TriesHost<Payload> = {
    topic,
    partition,
    failures,
    active,
    releasing: releasing.signal,
    isClosed: () => closed,
    mayStart: () => held?.ended,
    stopped: () => held !== undefined && signalIfStill(),
    persistFailures() {
      metadataChanges += 1;
      const changes = metadataChanges;
      settings.onProgress(true);
      return new Promise((resolve) => void commitWaiters.push({ changes, resolve }));
    },
    settle(of) {
      of.settled = true;
      const before = tracker.mark;
      tracker.acknowledge(of.offset);
      if (tracker.mark === before) metadataChanges += 1;
      if (failures.size > 0) failures.delete(of.offset);
      release(of);
      settings.onProgress(false);
      // Work that was acknowledged late has left its place long ago, but may have held back those behind it.
      if (!of.holdsPlace) pump();
    },
    release,
    vacate(of) {
      if (!of.holdsPlace) return;
      of.holdsPlace = false;
      running -= 1;
      if (settings.concurrency > 1 && !releasing.signal.aborted) {
        const next = keys.done(of.message.key);
        if (next !== undefined) begin(next);
      }
      pump();
    },
  };
  const tries = recordTries(settings, host);

  const begin = (message: KafkaMessage): void => {
    if (held !== undefined) return void heldBack.push(message);
    running += 1;
    const of = delivery<Payload>(message);
    active.add(of);
    tries.begin(of);
  };

  const nextTurn = (): void => {
    turnPending = false;
    startsThisTurn = 0;
    pump();
  };

  const metadataAt = (offset: number): string => {
    const { behindGap } = tracker;
    if (failures.size + done.size + behindGap.size === 0) return "";
    return encodeMetadata({ failures, done: new Set([...done, ...behindGap]) }, offset);
  };

  const mayStartNext = (): boolean =>
    head < queue.length &&
    running < settings.concurrency &&
    tracker.size < settings.inFlightMax &&
    !turnPending &&
    held === undefined &&
    !releasing.signal.aborted;

  const pump = (): void => {
    // Records that need no waiting come back here while they are being started.
    if (pumping) return;
    pumping = true;
    while (mayStartNext()) {
      const message = queue[head] as KafkaMessage;
      head += 1;
      const offset = Number(message.offset);
      const gapEnd = gaps.size === 0 ? undefined : gaps.get(offset);
      if (gapEnd !== undefined) gaps.delete(offset);
      tracker.track(offset, gapEnd);
      if (done.size > 0 && done.delete(offset)) {
        tracker.acknowledge(offset);
        settings.onProgress(false);
        continue;
      }
      if (settings.concurrency === 1 || keys.admit(message.key, message)) begin(message);
      startsThisTurn += 1;
      if (startsThisTurn === startsPerTurn) {
        turnPending = true;
        setImmediate(nextTurn);
      }
    }
    pumping = false;
    if (queue.length - head <= refillAt) makeRoom();
  };

  const drained = async (timeoutMs: number): Promise<void> => {
    const waiting = new AbortController();
    const enough = new Promise<void>((resolve) => void roomWaiters.push(resolve));
    await Promise.race([enough, sleep(timeoutMs, waiting.signal)]);
    waiting.abort();
  };

  const makeRoom = (): void => {
    if (lane.paused) {
      refillAt = refillBelow;
      settings.onRoom(lane);
    }
    if (roomWaiters.length === 0) return;
    const waiters = roomWaiters;
    roomWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const lane: PartitionLane = {
    topic,
    partition,
    epoch: start.epoch,
    paused: false,
    get committedOffset() {
      return committedOffset;
    },
    get mark() {
      return tracker.mark;
    },
    offer(messages, nextOffset) {
      if (releasing.signal.aborted) return;
      // After a rebalance that left the partition here, Kafka delivers again what is not committed: still in work.
      const fresh = messages.filter(({ offset }) => Number(offset) >= offeredEnd);
      const last = fresh.at(-1);
      if (last === undefined) return;
      if (Number(last.offset) + 1 !== nextOffset) gaps.set(Number(last.offset), nextOffset);
      queue = head === queue.length ? fresh : queue.slice(head).concat(fresh);
      head = 0;
      offeredEnd = nextOffset;
      pump();
    },
    async room(patienceMs) {
      const startedAt = performance.now();
      const queued = queue.length - head;
      while (queue.length - head > refillBelow) {
        const left = queue.length - head;
        await drained(sampleMs);
        const perMs = (left - (queue.length - head)) / sampleMs;
        const endsAt = performance.now() + (queue.length - head - refillBelow) / perMs;
        if (!(endsAt - startedAt <= patienceMs)) {
          refillAt = Math.max(refillBelow, queued / 2);
          return false;
        }
      }
      return true;
    },
    pendingCommit() {
      const offset = tracker.mark;
      if (closed || (offset === committedOffset && metadataChanges === committedChanges)) return undefined;
      return { offset, metadata: metadataAt(offset), changes: metadataChanges };
    },
    committed({ offset, changes }) {
      committedOffset = offset;
      committedChanges = changes;
      onEvent({ kind: "committed", topic, partition, offset: String(offset) });
      while (commitWaiters[0] !== undefined && commitWaiters[0].changes <= changes)
        commitWaiters.shift()?.resolve();
    },
    hold() {
      held ??= newHold();
      signalIfStill();
      return held.stillness;
    },
    resume() {
      const ended = held;
      held = undefined;
      ended?.end();
      if (!releasing.signal.aborted) for (const message of heldBack.splice(0)) begin(message);
      pump();
    },
    quiesce() {
      queue = [];
      head = 0;
      releasing.abort();
      makeRoom();
    },
    async idle() {
      if (active.size > 0) await new Promise<void>((resolve) => void idleWaiters.push(resolve));
    },
    close() {
      closed = true;
      lane.quiesce();
      lane.resume();
      tries.close();
      for (const { abort } of active) abort?.abort();
      active.clear();
      signalIfIdle();
      for (const { resolve } of commitWaiters.splice(0)) resolve();
    },
  };
  return lane;
}
