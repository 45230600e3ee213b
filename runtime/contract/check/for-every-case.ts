import fc from "fast-check";
import type { Verdict } from "../report/verdict.ts";
import type { Unfilled } from "../report/violation.ts";
import type { Cast, Subject } from "../state/subject.ts";
import type { Finding, Search } from "./property.ts";
import type { Settings } from "./settings.ts";
import { stopwatch } from "./stopwatch.ts";

/** Shrinking stops there: the smallest case so far says more than a test that timed out. */
const shrinksMax = 400;

/** Draws cases until the property does not hold in one, and shrinks that. */
export function forEveryCase<Case, Of extends Cast = Subject>(
  cases: (subject: Of) => fc.Arbitrary<Case>,
  judge: (subject: Of, one: Case) => Promise<Verdict>,
): Search<Of> {
  return async (subject, settings) => {
    const search = new CaseSearch((one: Case) => judge(subject, one), settings);
    const property = fc.asyncProperty(cases(subject), (one) => search.holdsIn(one));
    const details = await fc.check(property, drawing(settings));
    if (details.failed && search.smallest === undefined) {
      throw new Error("the contract kit itself failed", { cause: details.errorInstance });
    }
    return search.finding(details.counterexamplePath);
  };
}

function drawing({ seed, runs, path }: Settings): fc.Parameters<[unknown]> {
  return { seed, numRuns: runs, ...(path === undefined ? {} : { path, endOnFailure: true }) };
}

/** Tries one case after the other, and remembers the latest that failed: fast-check goes on from there, so it is the smallest. */
class CaseSearch<Case> {
  smallest: Verdict | undefined;
  readonly #judge: (one: Case) => Promise<Verdict>;
  readonly #runs: number;
  readonly #timeIsUp: () => boolean;
  readonly #unfilled: Unfilled[] = [];
  #tried = 0;
  #left = 0;
  #shrinksLeft = shrinksMax;

  constructor(judge: (one: Case) => Promise<Verdict>, { runs, timeMs }: Settings) {
    this.#judge = judge;
    this.#runs = runs;
    this.#timeIsUp = stopwatch(timeMs);
  }

  async holdsIn(one: Case): Promise<boolean> {
    if (this.#givesUp()) return true;
    this.#tried += 1;
    const verdict = await this.#judge(one);
    this.#unfilled.push(...verdict.unfilled);
    if (verdict.violation === undefined) return true;
    if (verdict.slow === true) this.#shrinksLeft = 0;
    this.smallest = verdict;
    return false;
  }

  finding(path: string | null): Finding {
    return {
      counterexample: this.smallest && { verdict: this.smallest, path: path ?? undefined },
      tried: this.#tried,
      unfilled: this.#unfilled,
      cut: this.#left === 0 ? undefined : { tried: this.#tried, of: this.#runs },
    };
  }

  #givesUp(): boolean {
    if (this.smallest !== undefined) {
      this.#shrinksLeft -= 1;
      return this.#shrinksLeft < 0 || this.#timeIsUp();
    }
    if (this.#timeIsUp()) this.#left += 1;
    return this.#left > 0;
  }
}
