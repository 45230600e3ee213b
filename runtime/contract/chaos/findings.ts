/** What became of everything that was sent, as counts. */
export interface Findings {
  readonly events: number;
  /** Cases of which something is missing on the servers, or that never came to their end. */
  readonly lost: number;
  /** Cases of which something is there once more. */
  readonly doubled: number;
  /** Cases that left behind something else than in peace. */
  readonly changed: number;
  /** Cases that left the diagram. */
  readonly strayed: number;
  /** Cases that overtook an earlier one of the same key. */
  readonly disordered: number;
  readonly deadLetters: number;
  /** How many are due; undefined where each is as good as an effect. */
  readonly deadLettersDue: number | undefined;
  /** What went wrong, a sentence each. */
  readonly details: readonly string[];
  /** Counts that break no promise. */
  readonly remarks: Readonly<Record<string, number>>;
}

export const noFindings: Findings = {
  events: 0,
  lost: 0,
  doubled: 0,
  changed: 0,
  strayed: 0,
  disordered: 0,
  deadLetters: 0,
  deadLettersDue: 0,
  details: [],
  remarks: {},
};

const counts = ["events", "lost", "doubled", "changed", "strayed", "disordered", "deadLetters"] as const;

export function sumOfFindings(all: readonly Findings[]): Findings {
  const remarks: Record<string, number> = {};
  for (const [what, count] of all.flatMap((one) => Object.entries(one.remarks)))
    remarks[what] = (remarks[what] ?? 0) + count;
  const sums = counts.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0)]);
  const due = all.map(({ deadLettersDue }) => deadLettersDue);
  return {
    ...noFindings,
    ...(Object.fromEntries(sums) as Pick<Findings, (typeof counts)[number]>),
    deadLettersDue: due.reduce<number | undefined>(
      (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
      0,
    ),
    details: all.flatMap(({ details }) => details),
    remarks,
  };
}

/** Whether every promise was kept. */
export function isKept(found: Findings): boolean {
  const { lost, doubled, changed, strayed, disordered, deadLetters, deadLettersDue } = found;
  const areDue = deadLettersDue === undefined || deadLetters === deadLettersDue;
  return lost + doubled + changed + strayed + disordered === 0 && areDue;
}

/** A row of the table: a scenario, and what came of it. */
export interface ChaosRow {
  readonly name: string;
  /** What was done, and how often. */
  readonly done: string;
  readonly found: Findings | undefined;
  /** Why it did not come to its end. */
  readonly failure?: string;
  /** What it did not try, and why. */
  readonly notTried: readonly string[];
}
