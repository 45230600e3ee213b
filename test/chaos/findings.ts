/** What became of everything that was published, as counts. */
export interface Findings extends Wrongs {
  readonly events: number;
  readonly deadLetters: number;
  /** How many events nobody can handle, so that a dead letter is due for each. */
  readonly deadLettersDue: number;
  /** Counts that break no promise: what was done again without an effect, who took part. */
  readonly remarks: Readonly<Record<string, number>>;
}

export interface Wrongs {
  /** Effects that are missing. */
  readonly lost: number;
  /** Effects that came twice. */
  readonly doubled: number;
  /** Cached values that are older than the database. */
  readonly stale: number;
  /** Keys whose events did not take effect in the order in which they were published. */
  readonly disordered: number;
}

const noCounts = {
  events: 0,
  lost: 0,
  doubled: 0,
  stale: 0,
  disordered: 0,
  deadLetters: 0,
  deadLettersDue: 0,
};
const countNames = Object.keys(noCounts) as readonly (keyof typeof noCounts)[];

export function sumOfFindings(found: readonly Partial<Findings>[]): Findings {
  const counts = { ...noCounts };
  const remarks: Record<string, number> = {};
  for (const one of found) {
    for (const name of countNames) counts[name] += one[name] ?? 0;
    for (const [what, count] of Object.entries(one.remarks ?? {}))
      remarks[what] = (remarks[what] ?? 0) + count;
  }
  return { ...counts, remarks };
}

/** Whether every promise was kept. */
export function isKept({ lost, doubled, stale, disordered, deadLetters, deadLettersDue }: Findings): boolean {
  return lost + doubled + stale + disordered === 0 && deadLetters === deadLettersDue;
}
