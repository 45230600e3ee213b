import type { Offsets } from "kafkajs";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import type { PendingCommit } from "./commit-state.ts";

/** How offsets reach the broker; see `Committer.attach`. */
export type CommitChannel = (offsets: Offsets) => Promise<void>;

/** A partition whose offset is to be committed. */
export interface CommitSource {
  readonly topic: string;
  readonly partition: number;
  pendingCommit(): PendingCommit | undefined;
  committed(commit: PendingCommit): void;
}

interface CommitterOptions {
  readonly intervalMs: number;
  /** The partitions that are ours right now. */
  readonly partitions: () => Iterable<CommitSource>;
  readonly onEvent: OnConsumerEvent;
}

type SourceCommit = readonly [CommitSource, PendingCommit];

const retryAfterMs = 300;

/** Commits the offsets of all partitions in one request, one request at a time, at most every `intervalMs`. */
export class Committer {
  readonly #options: CommitterOptions;
  #channel: CommitChannel | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerIsSoon = false;
  #inFlight = false;
  #wanted: "no" | "later" | "soon" = "no";
  #flushed: (() => void)[] = [];

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** There is something to commit, `soon` when somebody waits for it. */
  schedule(soon: boolean): void {
    if (this.#inFlight || (this.#channel === undefined && this.#timer === undefined)) {
      if (this.#wanted !== "soon") this.#wanted = soon ? "soon" : "later";
    } else if (this.#timer === undefined || (soon && !this.#timerIsSoon)) {
      this.#arm(soon ? 0 : this.#options.intervalMs);
    }
  }

  /**
   * From now on offsets go this way. It must be the function that comes with a batch: `consumer.commitOffsets` retries
   * across a rebalance, and would then commit for a partition that is no longer ours under the new generation, which
   * the broker accepts.
   */
  attach(channel: CommitChannel): void {
    this.#channel = channel;
    if (this.#wanted !== "no") this.schedule(this.#wanted === "soon");
  }

  detach(): void {
    this.#channel = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Resolves when all is committed, or after this time. */
  async flush(timeoutMs: number): Promise<void> {
    if (this.#channel === undefined) return;
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(resolve, timeoutMs);
      this.#flushed.push(() => {
        clearTimeout(giveUp);
        resolve();
      });
      this.schedule(true);
    });
  }

  #arm(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timerIsSoon = delayMs === 0;
    // Only a timer's callback commits: kafkajs takes over a new generation and tells of the new assignment within the
    // microtasks of one turn, so a timer never sees the one without the other.
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    this.#timer = undefined;
    const commits = this.#pendingCommits();
    if (commits.length === 0) return this.#settleFlush();
    if (this.#channel === undefined) this.#wanted = "soon";
    else void this.#send(this.#channel, commits);
  }

  #pendingCommits(): readonly SourceCommit[] {
    const commits: SourceCommit[] = [];
    for (const source of this.#options.partitions()) {
      const commit = source.pendingCommit();
      if (commit !== undefined) commits.push([source, commit]);
    }
    return commits;
  }

  async #send(channel: CommitChannel, commits: readonly SourceCommit[]): Promise<void> {
    this.#inFlight = true;
    this.#wanted = "no";
    try {
      await channel({ topics: topicsOf(commits) });
      for (const [source, commit] of commits) source.committed(commit);
      this.#finished(0);
    } catch (error) {
      this.#options.onEvent({ kind: "trouble", attempted: "commit offsets", error });
      this.#wanted = "soon";
      this.#finished(retryAfterMs);
    }
  }

  #finished(pauseMs: number): void {
    this.#inFlight = false;
    if (this.#wanted !== "no")
      this.#arm(this.#wanted === "soon" ? pauseMs : Math.max(pauseMs, this.#options.intervalMs));
    else if (this.#flushed.length > 0) this.#arm(0);
  }

  #settleFlush(): void {
    const waiters = this.#flushed;
    this.#flushed = [];
    for (const resolve of waiters) resolve();
  }
}

function topicsOf(commits: readonly SourceCommit[]) {
  const topics = new Map<string, { partition: number; offset: string; metadata: string | null }[]>();
  for (const [{ topic, partition }, { offset, metadata }] of commits) {
    const partitions = topics.get(topic) ?? [];
    topics.set(topic, partitions);
    // kafkajs passes `metadata` on to the broker, though its types do not know of it here.
    partitions.push({ partition, offset: String(offset), metadata: metadata === "" ? null : metadata });
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
