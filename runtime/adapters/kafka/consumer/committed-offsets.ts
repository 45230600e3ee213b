import type { Admin } from "kafkajs";

export interface CommittedOffset {
  /** -1 where the group has committed nothing. */
  readonly offset: number;
  readonly metadata: string | null;
}

/** Where a group stands, by `partitionName`. */
export type CommittedOffsets = ReadonlyMap<string, CommittedOffset>;

export function partitionName(topic: string, partition: number): string {
  return `${topic} ${partition}`;
}

export async function committedOffsets(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<CommittedOffsets> {
  const fetched = await admin.fetchOffsets({ groupId, topics: [...topics] });
  return new Map(
    fetched.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset, metadata }): [string, CommittedOffset] => [
        partitionName(topic, partition),
        { offset: Number(offset), metadata },
      ]),
    ),
  );
}
