/**
 * What has been dealt with in one partition. Records are tracked in order and acknowledged in any order; the mark is
 * the offset below which nothing is outstanding, hence the only one that may be committed.
 */
export interface LowWaterMark {
  /** Everything below has been tracked. */
  readonly end: number;
  /** Records from the mark on: the outstanding ones, and those acknowledged behind one that is outstanding. */
  readonly size: number;
  readonly mark: number;
  /** Acknowledged, but above the mark. */
  readonly behindGap: ReadonlySet<number>;
  /**
   * The next record has come. `next` is where the one after it begins: further than `offset + 1` when compaction or
   * transaction markers leave a gap, which must not keep the mark back for ever.
   */
  track(offset: number, next?: number): void;
  /** Whether the record was outstanding: a second time, or for a record never tracked, nothing changes. */
  acknowledge(offset: number): boolean;
}

/** Starts where the group's committed offset, or the first record to come, stands. */
export function lowWaterMark(start: number): LowWaterMark {
  // Tracked offsets in ascending order; those before `head` are below the mark.
  let pending: number[] = [];
  let head = 0;
  let end = start;
  const acknowledgedBehindGap = new Set<number>();

  const dropHead = (): void => {
    head += 1;
    while (head < pending.length && acknowledgedBehindGap.delete(pending[head] as number)) head += 1;
    if (head === pending.length) {
      pending = [];
      head = 0;
    } else if (head > 4096 && head * 2 > pending.length) {
      pending = pending.slice(head);
      head = 0;
    }
  };

  return {
    get end() {
      return end;
    },
    get size() {
      return pending.length - head;
    },
    get mark() {
      return head < pending.length ? (pending[head] as number) : end;
    },
    behindGap: acknowledgedBehindGap,
    track(offset, next = offset + 1) {
      if (offset < end) throw new RangeError(`offset ${offset} came after ${end - 1}`);
      pending.push(offset);
      end = next;
    },
    acknowledge(offset) {
      if (head < pending.length && pending[head] === offset) {
        dropHead();
        return true;
      }
      if (acknowledgedBehindGap.has(offset) || !contains(pending, offset, head)) return false;
      acknowledgedBehindGap.add(offset);
      return true;
    },
  };
}

function contains(ascending: readonly number[], wanted: number, from: number): boolean {
  let low = from;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = ascending[middle] as number;
    if (value === wanted) return true;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
