import type { KafkaMessage } from "kafkajs";
import { encodeMetadata } from "../commit/commit-metadata.ts";
import { commitState, type PendingCommit } from "../commit/commit-state.ts";
import { type Delivery, delivery } from "./delivery.ts";
import { type Hold, newHold } from "./hold.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { laneRoom } from "./lane-room.ts";
import type { LaneSettings, LaneStart } from "./lane-settings.ts";
import { lowWaterMark } from "./low-water-mark.ts";
import { recordBuffer } from "./record-buffer.ts";
import { recordTries, type TriesHost } from "./record-tries.ts";

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
  /** As `LaneRoom.wait`. */
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

// Handlers that never wait for anything real would otherwise starve timers, sockets and heartbeats.
const startsPerTurn = 128;

export function partitionLane<Payload>(settings: LaneSettings<Payload>, start: LaneStart): PartitionLane {
  const { onEvent } = settings;
  const { topic, partition, failures, done } = start;
  const tracker = lowWaterMark(start.offset);
  const commits = commitState(start.offset);
  const buffer = recordBuffer(start.offset);
  const room = laneRoom(() => buffer.size);
  const keys = keyedQueue<KafkaMessage>();
  const active = new Set<Delivery<Payload>>();
  const releasing = new AbortController();
  let idleWaiters: (() => void)[] = [];
  let running = 0;
  let startsThisTurn = 0;
  let held: Hold | undefined;
  /** Taken from the buffer already; the one before it with its key has been dealt with. */
  const due: KafkaMessage[] = [];
  let turnPending = false;
  let pumping = false;
  let closed = false;
  /** More is known of records than can be committed. */
  let isFull = false;

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
      const persisted = commits.persisted();
      settings.onProgress(true);
      return persisted;
    },
    settle(of) {
      of.settled = true;
      const before = tracker.mark;
      tracker.acknowledge(of.offset);
      if (tracker.mark === before) commits.changed();
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
        if (next !== undefined) due.push(next);
      }
      pump();
    },
  };
  const tries = recordTries(settings, host);

  const begin = (message: KafkaMessage): void => {
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
    const known = { failures, done: new Set([...done, ...tracker.behindGap]) };
    return encodeMetadata(known, offset, (records) => {
      if (records > 0 && !isFull) onEvent({ kind: "progress-not-kept", topic, partition, records });
      isFull = records > 0;
    });
  };

  const mayStartNext = (): boolean =>
    (due.length > 0 || (buffer.size > 0 && tracker.size < settings.inFlightMax)) &&
    running < settings.concurrency &&
    !turnPending &&
    held === undefined &&
    !releasing.signal.aborted;

  const takeNext = (): void => {
    const message = buffer.take();
    const offset = Number(message.offset);
    tracker.track(offset, buffer.gapAfter(offset));
    if (done.size > 0 && done.delete(offset)) {
      tracker.acknowledge(offset);
      settings.onProgress(false);
    } else if (settings.concurrency === 1 || keys.admit(message.key, message)) begin(message);
  };

  const pump = (): void => {
    // Records that need no waiting come back here while they are being started.
    if (pumping) return;
    pumping = true;
    while (mayStartNext()) {
      const next = due.shift();
      if (next === undefined) takeNext();
      else begin(next);
      startsThisTurn += 1;
      if (startsThisTurn === startsPerTurn) {
        turnPending = true;
        setImmediate(nextTurn);
      }
    }
    pumping = false;
    if (room.isThere()) makeRoom();
  };

  const makeRoom = (): void => {
    if (lane.paused) settings.onRoom(lane);
    room.make();
  };

  const lane: PartitionLane = {
    topic,
    partition,
    epoch: start.epoch,
    paused: false,
    get committedOffset() {
      return commits.offset;
    },
    get mark() {
      return tracker.mark;
    },
    offer(messages, nextOffset) {
      if (releasing.signal.aborted) return;
      buffer.offer(messages, nextOffset);
      pump();
    },
    room: (patienceMs) => room.wait(patienceMs),
    pendingCommit: () => (closed ? undefined : commits.pending(tracker.mark, metadataAt)),
    committed(commit) {
      commits.confirm(commit);
      onEvent({ kind: "committed", topic, partition, offset: String(commit.offset) });
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
      pump();
    },
    quiesce() {
      buffer.clear();
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
      commits.close();
    },
  };
  return lane;
}
