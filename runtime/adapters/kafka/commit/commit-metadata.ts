/**
 * What is known of records from the committed offset on, kept in the metadata that Kafka stores with that offset: how
 * often records failed, and which have been dealt with while an earlier one is outstanding.
 *
 * That place is durable, moves with the partition to whichever process owns it next, is fenced by the group's
 * generation, is written in the same request as the offset it belongs to, and needs neither another topic nor another
 * database. It holds 4,096 bytes by default (`offset.metadata.max.bytes`). Only records that failed, or were dealt with out
 * of order, and are not yet below the committed offset take part: usually a few bytes. The event `progress-not-kept`
 * reports what does not fit.
 *
 * Only a try that ended in failure counts. A process that was killed proves nothing about the record it was handling,
 * and counting that would dead-letter good records when servers are restarted often.
 */
export interface CommitMetadata {
  /** By offset. */
  readonly failures: ReadonlyMap<number, number>;
  readonly done: ReadonlySet<number>;
}

const prefix = "seqwright";
const lengthMax = 4000;

/**
 * `seqwright 0:2 3-5 7:1`: two failures of the committed offset, the third to fifth after it are done, and so on.
 * `onLeft` is called with the number of records that do not fit, also when it is 0.
 */
export function encodeMetadata(
  { failures, done }: CommitMetadata,
  committed: number,
  onLeft: (records: number) => void = () => {},
): string {
  const entries: Entry[] = [];
  for (const [offset, count] of failures)
    if (offset >= committed) entries.push({ at: offset - committed, text: `:${count}`, records: 1 });
  for (const [from, to] of rangesOf(done, committed))
    entries.push({
      at: from - committed,
      text: from === to ? "" : `-${to - committed}`,
      records: to - from + 1,
    });

  let text = prefix;
  let left = 0;
  for (const entry of entries.sort((a, b) => a.at - b.at)) {
    const more = ` ${entry.at}${entry.text}`;
    // The lowest offsets come first; losing what is known of the others costs some tries of records, not records.
    if (left > 0 || text.length + more.length > lengthMax) left += entry.records;
    else text += more;
  }
  onLeft(left);
  return text === prefix ? "" : text;
}

interface Entry {
  /** After the committed offset. */
  readonly at: number;
  readonly text: string;
  readonly records: number;
}

/** Metadata of another program, or none, counts as empty. */
export function decodeMetadata(metadata: string | null | undefined, committed: number) {
  const failures = new Map<number, number>();
  const done = new Set<number>();
  if (metadata?.startsWith(`${prefix} `) !== true) return { failures, done };
  for (const entry of metadata.slice(prefix.length + 1).split(" ")) {
    const parts = /^(\d{1,15})(?:([:-])(\d{1,15}))?$/.exec(entry);
    if (parts === null) continue;
    const at = committed + Number(parts[1]);
    if (parts[2] === ":") failures.set(at, Number(parts[3]));
    else addRange(done, at, parts[2] === "-" ? committed + Number(parts[3]) : at);
  }
  return { failures, done };
}

// Text from elsewhere that happens to look like ours must not fill the memory.
const rangeMax = 1_000_000;

function addRange(done: Set<number>, from: number, to: number): void {
  if (to - from < rangeMax) for (let offset = from; offset <= to; offset += 1) done.add(offset);
}

function rangesOf(offsets: ReadonlySet<number>, from: number): [number, number][] {
  const ranges: [number, number][] = [];
  for (const offset of [...offsets].filter((each) => each >= from).sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === offset - 1) last[1] = offset;
    else ranges.push([offset, offset]);
  }
  return ranges;
}
