import type { Admin } from "kafkajs";
import { sleep } from "../../../time/sleep.ts";
import { decodeMetadata } from "../commit/commit-metadata.ts";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import { type PartitionSettings, PartitionWorker } from "../partition/partition-worker.ts";
import { type CommittedOffsets, committedOffsets, partitionName } from "./committed-offsets.ts";

interface AssignmentOptions<Payload> {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly settings: PartitionSettings<Payload>;
  readonly admin: () => Promise<Admin>;
  readonly onEvent: OnConsumerEvent;
  readonly stopping: AbortSignal;
}

const fetchAgainMs = 300;

/** Which partitions are ours, each with its worker. */
export class GroupAssignment<Payload> {
  readonly #options: AssignmentOptions<Payload>;
  readonly #workers = new Map<string, PartitionWorker<Payload>>();
  // kafkajs does not tell the generation of an assignment; counting them serves as well.
  #epoch = 0;
  #ours: ReadonlySet<string> = new Set();
  /** Where the group stands; `undefined` when another assignment has come meanwhile. */
  #committed: Promise<CommittedOffsets | undefined> = Promise.resolve(undefined);

  constructor(options: AssignmentOptions<Payload>) {
    this.#options = options;
  }

  /** The group has distributed its partitions: these are ours now. */
  joined(assigned: Readonly<Record<string, readonly number[]>>): void {
    this.#epoch += 1;
    const before = this.#ours;
    this.#ours = namesOf(assigned);
    for (const [name, worker] of this.#workers) {
      worker.paused = false;
      if (!this.#ours.has(name)) this.#drop(worker);
    }
    report(before, this.#ours, this.#options.onEvent);
    this.#committed = this.#fetchCommitted(this.#epoch);
  }

  /** Before the group distributes its partitions anew: starts nothing more. Resolves when no handler is running. */
  async leaving(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.suspend()));
  }

  /** The worker of a partition that is ours, once it is known where the group stands in it. */
  async workerFor(
    topic: string,
    partition: number,
    firstOffset: number,
  ): Promise<PartitionWorker<Payload> | undefined> {
    const committed = await this.#committed;
    const name = partitionName(topic, partition);
    if (committed === undefined || !this.#ours.has(name)) return undefined;
    const worker = this.#workers.get(name);
    if (worker === undefined) return this.#begin(topic, partition, firstOffset, committed);
    if (firstOffset >= worker.committedOffset) return worker;
    // The broker begins before what it has confirmed: the topic has been created anew, or its offsets set back.
    this.#drop(worker);
    return this.#begin(topic, partition, firstOffset, committed);
  }

  /** Those of the partitions of which it is certain that they are ours. */
  *ownedWorkers(): Iterable<PartitionWorker<Payload>> {
    for (const worker of this.#workers.values()) if (worker.epoch === this.#epoch) yield worker;
  }

  /** Resolves when no worker has anything under way. */
  async quiesce(): Promise<void> {
    const all = [...this.#workers.values()];
    for (const worker of all) worker.quiesce();
    await Promise.all(all.map((worker) => worker.idle()));
  }

  close(): void {
    this.#epoch += 1;
    for (const worker of this.#workers.values()) this.#drop(worker);
  }

  #begin(
    topic: string,
    partition: number,
    firstOffset: number,
    committed: CommittedOffsets,
  ): PartitionWorker<Payload> {
    const name = partitionName(topic, partition);
    const known = committed.get(name);
    const offset =
      known === undefined || known.offset < 0 ? firstOffset : Math.min(known.offset, firstOffset);
    // Where the topic begins anew below that offset, what was known of records is not about these.
    const metadata = offset === known?.offset ? known.metadata : null;
    const { failures, done } = decodeMetadata(metadata, offset);
    const start = { topic, partition, offset, failures, done, epoch: this.#epoch };
    const worker = new PartitionWorker(this.#options.settings, start);
    this.#workers.set(name, worker);
    return worker;
  }

  #drop(worker: PartitionWorker<Payload>): void {
    this.#workers.delete(partitionName(worker.topic, worker.partition));
    worker.close();
  }

  async #fetchCommitted(epoch: number): Promise<CommittedOffsets | undefined> {
    const { groupId, topics, admin, onEvent, stopping } = this.#options;
    const isCurrent = (): boolean => epoch === this.#epoch && !stopping.aborted;
    while (isCurrent()) {
      try {
        const committed = await committedOffsets(await admin(), groupId, topics);
        if (!isCurrent()) return undefined;
        this.#keepWorkers(committed);
        return committed;
      } catch (error) {
        if (!isCurrent()) return undefined;
        onEvent({ kind: "trouble", attempted: "fetch the group's offsets", error });
        await sleep(fetchAgainMs, stopping);
      }
    }
    return undefined;
  }

  // Work on partitions that stayed ours goes on. But another process may have owned one meanwhile, unnoticed because
  // this process was held up, and have gone on from there: then what is under way here belongs to the past.
  #keepWorkers(committed: CommittedOffsets): void {
    for (const [name, worker] of this.#workers) {
      const offset = committed.get(name)?.offset ?? -1;
      const movedOn = offset > worker.mark || (offset >= 0 && offset < worker.committedOffset);
      if (movedOn) this.#drop(worker);
      else {
        worker.epoch = this.#epoch;
        worker.resume();
      }
    }
  }
}

function namesOf(assigned: Readonly<Record<string, readonly number[]>>): ReadonlySet<string> {
  return new Set(
    Object.entries(assigned).flatMap(([topic, partitions]) =>
      partitions.map((partition) => partitionName(topic, partition)),
    ),
  );
}

function report(before: ReadonlySet<string>, after: ReadonlySet<string>, onEvent: OnConsumerEvent): void {
  const notify = (kind: "assigned" | "revoked", name: string): void => {
    const at = name.lastIndexOf(" ");
    onEvent({ kind, topic: name.slice(0, at), partition: Number(name.slice(at + 1)) });
  };
  for (const name of before) if (!after.has(name)) notify("revoked", name);
  for (const name of after) if (!before.has(name)) notify("assigned", name);
}
