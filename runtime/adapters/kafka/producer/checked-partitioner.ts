import kafkajs, { type ICustomPartitioner } from "kafkajs";

/** A record names a partition that its topic does not have. */
export class UnknownPartitionError extends Error {
  override readonly name = "UnknownPartitionError";
  /** kafkajs asks: another try finds the same partitions. */
  readonly retriable = false;
}

/**
 * Chooses the partitions that Java's clients choose. The choice is noted in the message, which goes to the same partition
 * when it is sent again. kafkajs drops a record for a partition that does not exist, and reports it as sent; here such a
 * record is refused.
 */
export const checkedPartitioner: ICustomPartitioner = () => {
  const choose = kafkajs.Partitioners.DefaultPartitioner();
  return (args) => {
    const { topic, partitionMetadata, message } = args;
    const wanted = message.partition;
    if (wanted === undefined || wanted === null) return (message.partition = choose(args));
    if (partitionMetadata.some(({ partitionId }) => partitionId === wanted)) return wanted;
    throw new UnknownPartitionError(`topic "${topic}" has no partition ${wanted}`);
  };
};

/** Whether this is why kafkajs refused to send. */
export function isUnknownPartition(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof UnknownPartitionError) return true;
  return false;
}
