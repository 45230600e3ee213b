import type { Services } from "../../generator/services/index.ts";
import { type Findings, isKept, sumOfFindings } from "./findings.ts";
import type { Seeded } from "../../runtime/contract/chaos/seeded.ts";

/** What a scenario is given: servers that it may hurt, and draws that `--seed` repeats. */
export interface ChaosContext {
  readonly services: Services;
  readonly random: Seeded;
  /** How often each kill is repeated, relative to what is promised in the documentation. */
  readonly scale: number;
  readonly log: (line: string) => void;
}

export interface Scenario {
  readonly name: string;
  run(context: ChaosContext): Promise<Outcome>;
}

export interface Outcome {
  /** What was done, and how often. */
  readonly done: string;
  readonly found: Findings;
}

/** A row of the table that is printed. */
export interface ChaosRow extends Outcome {
  readonly name: string;
  /** Why the scenario did not come to its end. */
  readonly failure?: string;
}

export const tableHead = [
  "| scenario | what was done | events | lost | doubled | stale | out of order | dead letters | verdict |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
].join("\n");

export async function rowOf(scenario: Scenario, context: ChaosContext): Promise<ChaosRow> {
  const { name } = scenario;
  try {
    return { name, ...(await scenario.run(context)) };
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, done: "did not come to its end", found: sumOfFindings([]), failure };
  }
}

export function isRowKept({ found, failure }: ChaosRow): boolean {
  return failure === undefined && isKept(found);
}

export function tableRow(row: ChaosRow): string {
  const { events, lost, doubled, stale, disordered, deadLetters, deadLettersDue, remarks } = row.found;
  const done = [row.done, ...Object.entries(remarks).map(([what, count]) => `${count} ${what}`)].join("; ");
  const verdict = isRowKept(row) ? "kept" : ["BROKEN", row.failure ?? []].flat().join(": ");
  const letters = `${deadLetters} of ${deadLettersDue}`;
  const cells = [row.name, done, events, lost, doubled, stale, disordered, letters, verdict];
  return `| ${cells.join(" | ")} |`;
}
