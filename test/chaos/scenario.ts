import type { Services } from "../../runtime/services/index.ts";
import type { Seeded } from "./seeded.ts";

/** What a scenario is given: servers that it may hurt, and draws that `--seed` repeats. */
export interface ChaosContext {
  readonly services: Services;
  readonly random: Seeded;
  /** How often each kill is repeated, relative to what is promised in the documentation. */
  readonly scale: number;
  readonly log: (line: string) => void;
}

export interface ChaosRow {
  readonly name: string;
  /** What was done, and how often. */
  readonly done: string;
  /** Events, messages or workflows whose effects are missing. */
  readonly lost: number;
  /** Effects that came twice. */
  readonly doubled: number;
  /** Every other promise that was broken, in words. */
  readonly broken: readonly string[];
}

export interface Scenario {
  readonly name: string;
  run(context: ChaosContext): Promise<ChaosRow>;
}
