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

export interface Committer {
  /** There is something to commit, `soon` when somebody waits for it. */
  schedule(soon: boolean): void;
  /**
   * From now on offsets go this way. It must be the function that comes with a batch: `consumer.commitOffsets` retries
   * across a rebalance, and would then commit for a partition that is no longer ours under the new generation, which
   * the broker accepts.
   */
  attach(channel: CommitChannel): void;
  detach(): void;
  /** Resolves when all is committed, or after this time. */
  flush(timeoutMs: number): Promise<void>;
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
export function committer({ intervalMs, partitions, onEvent }: CommitterOptions): Committer {
  let channel: CommitChannel | undefined;
  let timer: NodeJS.Timeout | undefined;
  let timerIsSoon = false;
  let inFlight = false;
  let wanted: "no" | "later" | "soon" = "no";
  let flushed: (() => void)[] = [];

  const arm = (delayMs: number): void => {
    clearTimeout(timer);
    timerIsSoon = delayMs === 0;
    timer = setTimeout(tick, delayMs);
  };

  const settleFlush = (): void => {
    const waiters = flushed;
    flushed = [];
    for (const resolve of waiters) resolve();
  };

  // Runs as a timer's callback only: kafkajs takes over a new generation and tells of the new assignment within the
  // microtasks of one turn, so a timer never sees the one without the other.
  const tick = (): void => {
    timer = undefined;
    const commits: SourceCommit[] = [];
    for (const source of partitions()) {
      const commit = source.pendingCommit();
      if (commit !== undefined) commits.push([source, commit]);
    }
    if (commits.length === 0) return settleFlush();
    if (channel === undefined) {
      wanted = "soon";
      return;
    }
    void send(channel, commits);
  };

  const send = async (through: CommitChannel, commits: readonly SourceCommit[]): Promise<void> => {
    inFlight = true;
    wanted = "no";
    try {
      await through({ topics: topicsOf(commits) });
      for (const [source, commit] of commits) source.committed(commit);
      finished(0);
    } catch (error) {
      onEvent({ kind: "trouble", attempted: "commit offsets", error });
      wanted = "soon";
      finished(retryAfterMs);
    }
  };

  const finished = (pauseMs: number): void => {
    inFlight = false;
    if (wanted !== "no") arm(wanted === "soon" ? pauseMs : Math.max(pauseMs, intervalMs));
    else if (flushed.length > 0) arm(0);
  };

  const schedule = (soon: boolean): void => {
    if (inFlight || (channel === undefined && timer === undefined)) {
      if (wanted !== "soon") wanted = soon ? "soon" : "later";
    } else if (timer === undefined || (soon && !timerIsSoon)) {
      arm(soon ? 0 : intervalMs);
    }
  };

  return {
    schedule,
    attach(next) {
      channel = next;
      if (wanted !== "no") schedule(wanted === "soon");
    },
    detach() {
      channel = undefined;
      clearTimeout(timer);
      timer = undefined;
    },
    async flush(timeoutMs) {
      if (channel === undefined) return;
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, timeoutMs);
        flushed.push(() => {
          clearTimeout(giveUp);
          resolve();
        });
        schedule(true);
      });
    },
  };
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
