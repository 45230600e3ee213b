import type { PartitionLane } from "./partition-lane.ts";
import type { TrySettings } from "./record-tries.ts";

/** What the lanes of a consumer have in common. */
export interface LaneSettings<Payload> extends TrySettings<Payload> {
  readonly concurrency: number;
  readonly inFlightMax: number;
  /** There is something to commit; `soon` when somebody waits for it. */
  readonly onProgress: (soon: boolean) => void;
  /** The queue has drained far enough for more records. */
  readonly onRoom: (lane: PartitionLane) => void;
}

export interface LaneStart {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly failures: Map<number, number>;
  /** Dealt with by whoever owned the partition before, though earlier records are outstanding. */
  readonly done: Set<number>;
  readonly epoch: number;
}
