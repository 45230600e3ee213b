import type { KafkaMessage } from "kafkajs";
import { encodeMetadata } from "../commit/commit-metadata.ts";
import { type CommitState, commitState, type PendingCommit } from "../commit/commit-state.ts";
import type { CommitSource } from "../commit/committer.ts";
import { BufferSpace } from "./buffer-space.ts";
import { type Delivery, delivery } from "./delivery.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { type LowWaterMark, lowWaterMark } from "./low-water-mark.ts";
import { type RecordBuffer, recordBuffer } from "./record-buffer.ts";
import { RecordTries, type TriesHost, type TrySettings } from "./record-tries.ts";
import { YieldingLoop } from "./yielding-loop.ts";

/** What the partitions of a consumer have in common. */
export interface PartitionSettings<Payload> extends TrySettings<Payload> {
  readonly concurrency: number;
  readonly inFlightMax: number;
  /** There is something to commit; `soon` when somebody waits for it. */
  readonly onProgress: (soon: boolean) => void;
  /** The buffer of a partition whose fetching is paused has space again. */
  readonly onSpace: (partition: FetchedPartition) => void;
}

export interface FetchedPartition {
  readonly topic: string;
  readonly partition: number;
  /** Nothing is fetched from it at present. */
  paused: boolean;
}

export interface PartitionStart {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly failures: Map<number, number>;
  /** Dealt with by whoever owned the partition before, though earlier records are outstanding. */
  readonly done: Set<number>;
  readonly epoch: number;
}

/** The time in which a partition starts nothing because its group distributes the partitions anew. */
interface Suspension {
  readonly still: PromiseWithResolvers<void>;
  readonly ended: PromiseWithResolvers<void>;
}

/** Takes the records of one partition through the handler, for as long as the partition is ours. */
export class PartitionWorker<Payload> implements FetchedPartition, CommitSource, TriesHost<Payload> {
  readonly topic: string;
  readonly partition: number;
  readonly failures: Map<number, number>;
  readonly active = new Set<Delivery<Payload>>();
  paused = false;
  /** The group assignment under which the partition was last known to be ours. */
  epoch: number;
  readonly #settings: PartitionSettings<Payload>;
  readonly #done: Set<number>;
  readonly #tracker: LowWaterMark;
  readonly #commits: CommitState;
  readonly #buffer: RecordBuffer;
  readonly #space = new BufferSpace(() => this.#buffer.size);
  readonly #keys = keyedQueue<KafkaMessage>();
  /** Taken from the buffer already; the record before it with its key has been dealt with. */
  readonly #due: KafkaMessage[] = [];
  readonly #releasing = new AbortController();
  readonly #starts = new YieldingLoop({
    mayStep: () => this.#mayStartNext(),
    step: () => this.#startNext(),
    onRest: () => this.#announceSpace(),
  });
  readonly #tries: RecordTries<Payload>;
  #suspension: Suspension | undefined;
  #idle: PromiseWithResolvers<void> | undefined;
  #running = 0;
  #isClosed = false;
  /** More is known of records than can be committed. */
  #isMetadataFull = false;

  constructor(settings: PartitionSettings<Payload>, start: PartitionStart) {
    this.topic = start.topic;
    this.partition = start.partition;
    this.failures = start.failures;
    this.epoch = start.epoch;
    this.#settings = settings;
    this.#done = start.done;
    this.#tracker = lowWaterMark(start.offset);
    this.#commits = commitState(start.offset);
    this.#buffer = recordBuffer(start.offset);
    this.#tries = new RecordTries(settings, this);
  }

  get committedOffset(): number {
    return this.#commits.offset;
  }

  /** The offset below which every record has been dealt with. */
  get mark(): number {
    return this.#tracker.mark;
  }

  /** Takes records in; those that it has already are left out. */
  offer(messages: readonly KafkaMessage[], nextOffset: number): void {
    if (this.#releasing.signal.aborted) return;
    this.#buffer.offer(messages, nextOffset);
    this.#starts.run();
  }

  /** As `BufferSpace.waitForSpace`. */
  waitForSpace(patienceMs: number): Promise<boolean> {
    return this.#space.waitForSpace(patienceMs);
  }

  pendingCommit(): PendingCommit | undefined {
    if (this.#isClosed) return undefined;
    return this.#commits.pending(this.mark, (offset) => this.#metadataAt(offset));
  }

  committed(commit: PendingCommit): void {
    this.#commits.confirm(commit);
    const { topic, partition } = this;
    this.#settings.onEvent({ kind: "committed", topic, partition, offset: String(commit.offset) });
  }

  /** Starts nothing more until `resume`. Resolves when no handler is running and no dead letter on its way. */
  suspend(): Promise<void> {
    this.#suspension ??= { still: Promise.withResolvers(), ended: Promise.withResolvers() };
    this.stopped();
    return this.#suspension.still.promise;
  }

  resume(): void {
    const suspension = this.#suspension;
    this.#suspension = undefined;
    suspension?.ended.resolve();
    this.#starts.run();
  }

  /** Starts nothing more, and releases the records that wait for their next try. */
  quiesce(): void {
    this.#buffer.clear();
    this.#releasing.abort();
    this.#announceSpace();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    if (this.active.size === 0) return;
    this.#idle ??= Promise.withResolvers();
    await this.#idle.promise;
  }

  /** The partition is not ours any longer: aborts what is under way, and ignores what that says. */
  close(): void {
    this.#isClosed = true;
    this.quiesce();
    this.resume();
    this.#tries.close();
    for (const { abort } of this.active) abort?.abort();
    this.active.clear();
    this.#signalIfIdle();
    this.#commits.close();
  }

  get releasing(): AbortSignal {
    return this.#releasing.signal;
  }

  isClosed(): boolean {
    return this.#isClosed;
  }

  mayStart(): Promise<void> | undefined {
    return this.#suspension?.ended.promise;
  }

  stopped(): void {
    if (this.#suspension === undefined) return;
    if ([...this.active].some((of) => of.running || of.isDeadLetter)) return;
    this.#suspension.still.resolve();
  }

  persistFailures(): Promise<void> {
    const persisted = this.#commits.persisted();
    this.#settings.onProgress(true);
    return persisted;
  }

  settle(of: Delivery<Payload>): void {
    of.settled = true;
    const before = this.mark;
    this.#tracker.acknowledge(of.offset);
    if (this.mark === before) this.#commits.changed();
    if (this.failures.size > 0) this.failures.delete(of.offset);
    this.release(of);
    this.#settings.onProgress(false);
    // Work that was acknowledged late has left its place long ago, but may have held back those behind it.
    if (!of.holdsPlace) this.#starts.run();
  }

  release(of: Delivery<Payload>): void {
    this.active.delete(of);
    this.#signalIfIdle();
  }

  freePlace(of: Delivery<Payload>): void {
    if (!of.holdsPlace) return;
    of.holdsPlace = false;
    this.#running -= 1;
    if (this.#settings.concurrency > 1 && !this.releasing.aborted) {
      const next = this.#keys.done(of.message.key);
      if (next !== undefined) this.#due.push(next);
    }
    this.#starts.run();
  }

  #mayStartNext(): boolean {
    const { concurrency, inFlightMax } = this.#settings;
    return (
      (this.#due.length > 0 || (this.#buffer.size > 0 && this.#tracker.size < inFlightMax)) &&
      this.#running < concurrency &&
      this.#suspension === undefined &&
      !this.releasing.aborted
    );
  }

  #startNext(): void {
    const due = this.#due.shift();
    if (due === undefined) this.#takeFromBuffer();
    else this.#start(due);
  }

  #takeFromBuffer(): void {
    const message = this.#buffer.take();
    const offset = Number(message.offset);
    this.#tracker.track(offset, this.#buffer.gapAfter(offset));
    if (this.#done.size > 0 && this.#done.delete(offset)) {
      this.#tracker.acknowledge(offset);
      this.#settings.onProgress(false);
    } else if (this.#settings.concurrency === 1 || this.#keys.admit(message.key, message)) {
      this.#start(message);
    }
  }

  #start(message: KafkaMessage): void {
    this.#running += 1;
    const of = delivery<Payload>(message);
    this.active.add(of);
    this.#tries.begin(of);
  }

  #announceSpace(): void {
    if (!this.#space.hasSpace()) return;
    if (this.paused) this.#settings.onSpace(this);
    this.#space.announce();
  }

  #metadataAt(offset: number): string {
    const { topic, partition, failures } = this;
    const known = { failures, done: new Set([...this.#done, ...this.#tracker.behindGap]) };
    return encodeMetadata(known, offset, (records) => {
      if (records > 0 && !this.#isMetadataFull)
        this.#settings.onEvent({ kind: "progress-not-kept", topic, partition, records });
      this.#isMetadataFull = records > 0;
    });
  }

  #signalIfIdle(): void {
    if (this.active.size > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}
