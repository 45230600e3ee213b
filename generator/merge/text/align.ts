/** One of the things that are merged, by what it is (`key`) and what it looks like (`form`: a skeleton). */
export interface Keyed {
  readonly key: string;
  readonly form: string;
}

/** Runs of the three lists between which everything matches; a pair has one of each. */
export interface Chunk<T> {
  readonly isPair: boolean;
  readonly base: readonly T[];
  readonly mine: readonly T[];
  readonly next: readonly T[];
  /** Where the chunk begins among mine. */
  readonly at: number;
}

/** Cuts three versions of a list where all of them have the same element, or one of the same form. */
export function align<T extends Keyed>(
  base: readonly T[],
  mine: readonly T[],
  next: readonly T[],
): readonly Chunk<T>[] {
  const [inMine, inNext] = [matches(base, mine), matches(base, next)];
  const chunks: Chunk<T>[] = [];
  let [b, m, n] = [0, 0, 0];
  const between = (to: readonly [number, number, number]): void => {
    const chunk = {
      base: base.slice(b, to[0]),
      mine: mine.slice(m, to[1]),
      next: next.slice(n, to[2]),
      at: m,
    };
    if (chunk.base.length + chunk.mine.length + chunk.next.length > 0)
      chunks.push({ ...chunk, isPair: false });
  };
  for (const index of base.keys()) {
    const [j, k] = [inMine.get(index), inNext.get(index)];
    if (j === undefined || k === undefined) continue;
    between([index, j, k]);
    chunks.push({
      isPair: true,
      base: base.slice(index, index + 1),
      mine: mine.slice(j, j + 1),
      next: next.slice(k, k + 1),
      at: j,
    });
    [b, m, n] = [index + 1, j + 1, k + 1];
  }
  between([base.length, mine.length, next.length]);
  return chunks;
}

/** Which element of the second list each of the first is: equal ones first, then, between those, of the same form. */
export function matches<T extends Keyed>(
  one: readonly T[],
  other: readonly T[],
): ReadonlyMap<number, number> {
  const equal = commonSubsequence(one, other, (a, b) => a.key === b.key);
  const found = new Map(equal);
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...equal, [one.length, other.length] as const]) {
    const pairs = commonSubsequence(one.slice(i, nextI), other.slice(j, nextJ), (a, b) => a.form === b.form);
    for (const [x, y] of pairs) found.set(i + x, j + y);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return new Map([...found].toSorted(([a], [b]) => a - b));
}

/** The longest common subsequence, as pairs of indices. Lists of more than a million pairs only match at their ends. */
function commonSubsequence<T>(
  one: readonly T[],
  other: readonly T[],
  isSame: (a: T, b: T) => boolean,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const same = (i: number, j: number): boolean => {
    const [a, b] = [one[i], other[j]];
    return a !== undefined && b !== undefined && isSame(a, b);
  };
  let start = 0;
  while (same(start, start)) pairs.push([start, start++]);
  const [rows, columns] = [one.length - start, other.length - start];
  if (rows * columns > 1_000_000) return pairs;
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = same(start + i, start + j)
          ? length(i + 1, j + 1) + 1
          : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  for (let [i, j] = [0, 0]; i < rows && j < columns;) {
    if (same(start + i, start + j)) pairs.push([start + i++, start + j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
