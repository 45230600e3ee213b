import type { Admin } from "kafkajs";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import { decodeMetadata } from "../commit/commit-metadata.ts";
import type { LaneSettings } from "../partition/lane-settings.ts";
import { type PartitionLane, partitionLane } from "../partition/partition-lane.ts";
import { sleep } from "../../../time/sleep.ts";

/** Which partitions are ours, each with its lane. */
export interface GroupAssignment {
  /** The group has distributed its partitions: these are ours now. */
  joined(assigned: Readonly<Record<string, readonly number[]>>): void;
  /** Before the group distributes its partitions anew: starts nothing more; resolves when no handler is running. */
  leaving(): Promise<void>;
  /** The lane of a partition that is ours, once it is known where the group stands in it. */
  laneFor(topic: string, partition: number, firstOffset: number): Promise<PartitionLane | undefined>;
  /** Those of which it is certain that they are ours. */
  ownedLanes(): Iterable<PartitionLane>;
  /** Resolves when no lane has anything under way. */
  quiesce(): Promise<void>;
  close(): void;
}

interface AssignmentOptions<Payload> {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly settings: LaneSettings<Payload>;
  readonly admin: () => Promise<Admin>;
  readonly onEvent: OnConsumerEvent;
  readonly stopping: AbortSignal;
}

interface Committed {
  readonly offset: number;
  readonly metadata: string | null;
}

type CommittedOffsets = ReadonlyMap<string, Committed>;

const nameOf = (topic: string, partition: number): string => `${topic} ${partition}`;

export function groupAssignment<Payload>(options: AssignmentOptions<Payload>): GroupAssignment {
  const { groupId, topics, settings, onEvent, stopping } = options;
  const lanes = new Map<string, PartitionLane>();
  // kafkajs does not tell the generation of an assignment; counting them serves as well.
  let epoch = 0;
  let ours: ReadonlySet<string> = new Set();
  let standing: Promise<CommittedOffsets | undefined> = Promise.resolve(undefined);

  const drop = (lane: PartitionLane): void => {
    lanes.delete(nameOf(lane.topic, lane.partition));
    lane.close();
  };

  /** Where the group stands; `undefined` when another assignment has come meanwhile. */
  const fetchStanding = async (current: number): Promise<CommittedOffsets | undefined> => {
    const isCurrent = (): boolean => current === epoch && !stopping.aborted;
    while (isCurrent()) {
      try {
        const admin = await options.admin();
        const fetched = await admin.fetchOffsets({ groupId, topics: [...topics] });
        if (!isCurrent()) return undefined;
        const committed = new Map<string, Committed>();
        for (const { topic, partitions } of fetched)
          for (const { partition, offset, metadata } of partitions)
            committed.set(nameOf(topic, partition), { offset: Number(offset), metadata });
        keepLanes(committed);
        return committed;
      } catch (error) {
        if (!isCurrent()) return undefined;
        onEvent({ kind: "trouble", attempted: "fetch the group's offsets", error });
        await sleep(300, stopping);
      }
    }
    return undefined;
  };

  // Work on partitions that stayed ours goes on. Unless somebody else owned one meanwhile, unnoticed because this
  // process was held up, and went on from there: then what is under way here belongs to the past.
  const keepLanes = (committed: CommittedOffsets): void => {
    for (const [name, lane] of lanes) {
      const offset = committed.get(name)?.offset ?? -1;
      const movedOn = offset > lane.mark || (offset >= 0 && offset < lane.committedOffset);
      if (movedOn) drop(lane);
      else {
        lane.epoch = epoch;
        lane.resume();
      }
    }
  };

  return {
    joined(assigned) {
      epoch += 1;
      const before = ours;
      ours = new Set(
        Object.entries(assigned).flatMap(([topic, partitions]) =>
          partitions.map((each) => nameOf(topic, each)),
        ),
      );
      for (const [name, lane] of lanes) {
        lane.paused = false;
        if (!ours.has(name)) drop(lane);
      }
      report(before, ours, onEvent);
      standing = fetchStanding(epoch);
    },
    async leaving() {
      await Promise.all([...lanes.values()].map((lane) => lane.hold()));
    },
    async laneFor(topic, partition, firstOffset) {
      const committed = await standing;
      const name = nameOf(topic, partition);
      if (committed === undefined || !ours.has(name)) return undefined;
      let lane = lanes.get(name);
      // The broker begins before what it has confirmed: the topic has been created anew, or its offsets set back.
      if (lane !== undefined && firstOffset < lane.committedOffset) {
        drop(lane);
        lane = undefined;
      }
      if (lane !== undefined) return lane;
      const known = committed.get(name);
      const offset =
        known === undefined || known.offset < 0 ? firstOffset : Math.min(known.offset, firstOffset);
      // Where the topic begins anew below that offset, what was known of records is not about these.
      const metadata = offset === known?.offset ? known.metadata : null;
      const { failures, done } = decodeMetadata(metadata, offset);
      lane = partitionLane(settings, { topic, partition, offset, failures, done, epoch });
      lanes.set(name, lane);
      return lane;
    },
    *ownedLanes() {
      for (const lane of lanes.values()) if (lane.epoch === epoch) yield lane;
    },
    async quiesce() {
      const all = [...lanes.values()];
      for (const lane of all) lane.quiesce();
      await Promise.all(all.map((lane) => lane.idle()));
    },
    close() {
      epoch += 1;
      for (const lane of lanes.values()) drop(lane);
    },
  };
}

function report(before: ReadonlySet<string>, after: ReadonlySet<string>, onEvent: OnConsumerEvent): void {
  const tell = (kind: "assigned" | "revoked", name: string): void => {
    const at = name.lastIndexOf(" ");
    onEvent({ kind, topic: name.slice(0, at), partition: Number(name.slice(at + 1)) });
  };
  for (const name of before) if (!after.has(name)) tell("revoked", name);
  for (const name of after) if (!before.has(name)) tell("assigned", name);
}
