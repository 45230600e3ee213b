/**
 * How often records failed, kept in the metadata that Kafka stores with the group's committed offset. That place is
 * durable, moves with the partition to whichever process owns it next, is fenced by the group's generation, is written
 * in the same request as the offset it belongs to, and needs neither another topic nor another database. It holds
 * 4,096 bytes on a broker left as it comes (`offset.metadata.max.bytes`); only records that failed and are not yet
 * dealt with take part, so a few bytes is the rule.
 *
 * Only a try that ended in failure counts. A process that was killed proves nothing about the record it was handling,
 * and counting that would dead-letter good records when servers are restarted often.
 */
export type FailureCounts = ReadonlyMap<number, number>;

const prefix = "seqwright failures";
const lengthMax = 4000;

/** `seqwright failures 0:2 7:1`, offsets relative to the committed one; the empty string when nothing failed. */
export function encodeFailures(failures: FailureCounts, committed: number): string {
  let text = "";
  const outstanding = [...failures.keys()].filter((offset) => offset >= committed);
  for (const offset of outstanding.sort((a, b) => a - b)) {
    const entry = ` ${offset - committed}:${failures.get(offset)}`;
    // The lowest offsets come first and are what a restart meets first; losing one of the others costs a few retries.
    if (prefix.length + text.length + entry.length > lengthMax) break;
    text += entry;
  }
  return text === "" ? "" : prefix + text;
}

/** What another program wrote, or nothing, is no failures. */
export function decodeFailures(metadata: string | null | undefined, committed: number): Map<number, number> {
  const failures = new Map<number, number>();
  if (!metadata?.startsWith(`${prefix} `)) return failures;
  for (const entry of metadata.slice(prefix.length + 1).split(" ")) {
    const parts = /^(\d{1,15}):(\d{1,9})$/.exec(entry);
    if (parts !== null) failures.set(committed + Number(parts[1]), Number(parts[2]));
  }
  return failures;
}
