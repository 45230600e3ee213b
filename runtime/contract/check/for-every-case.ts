import fc from "fast-check";
import type { Verdict } from "../report/verdict.ts";
import type { Unfilled } from "../report/violation.ts";
import type { Cast, Subject } from "../state/subject.ts";
import type { Finding, Search } from "./property.ts";
import { type Crosses, crossing } from "./crossing.ts";
import type { Settings } from "./settings.ts";
import { SamplesError } from "../system/samples-error.ts";
import { stopwatch } from "../time/stopwatch.ts";

/** Shrinking stops there: the smallest case so far says more than a test that timed out. */
const shrinksMax = 400;

/** Draws cases until the property does not hold in one, and shrinks that. */
export function forEveryCase<Case, Of extends Cast = Subject>(
  cases: (subject: Of) => fc.Arbitrary<Case>,
  judge: (subject: Of, one: Case) => Promise<Verdict>,
): Search<Of> {
  return async (subject, settings) => {
    const crosses = crossing(subject.protocol, settings.arrow);
    const search = new CaseSearch((one: Case) => judge(subject, one), settings, crosses);
    const property = fc.asyncProperty(cases(subject), (one) => search.holdsIn(one));
    const details = await fc.check(property, drawing(settings));
    if (details.errorInstance instanceof SamplesError) throw details.errorInstance;
    if (details.failed && search.smallest === undefined) {
      throw new Error("the contract kit itself failed", { cause: details.errorInstance });
    }
    return search.finding(details.counterexamplePath);
  };
}

/** Of the cases that are drawn, only some cross a certain arrow. */
const drawnPerCrossing = 20;

function drawing({ seed, runs, path, arrow }: Settings): fc.Parameters<[unknown]> {
  const drawn = arrow === undefined ? runs : runs * drawnPerCrossing;
  return { seed, numRuns: drawn, ...(path === undefined ? {} : { path, endOnFailure: true }) };
}

/** Tries one case after the other, and remembers the latest that failed: fast-check goes on from there, so it is the smallest. */
class CaseSearch<Case> {
  smallest: Verdict | undefined;
  readonly #judge: (one: Case) => Promise<Verdict>;
  readonly #runs: number;
  readonly #timeIsUp: () => boolean;
  readonly #crosses: Crosses;
  readonly #arrow: number | undefined;
  readonly #unfilled: Unfilled[] = [];
  #tried = 0;
  #left = 0;
  #shrinksLeft = shrinksMax;

  constructor(judge: (one: Case) => Promise<Verdict>, { runs, timeMs, arrow }: Settings, crosses: Crosses) {
    this.#crosses = crosses;
    this.#arrow = arrow;
    this.#judge = judge;
    this.#runs = runs;
    this.#timeIsUp = stopwatch(timeMs);
  }

  async holdsIn(one: Case): Promise<boolean> {
    if (this.#givesUp()) return true;
    const verdict = await this.#judge(one);
    if (!this.#crosses(verdict)) return true;
    this.#tried += 1;
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
      uncrossed: this.#tried === 0 ? this.#arrow : undefined,
      cut: this.#left === 0 ? undefined : { tried: this.#tried, of: this.#runs },
    };
  }

  #givesUp(): boolean {
    if (this.smallest !== undefined) {
      this.#shrinksLeft -= 1;
      return this.#shrinksLeft < 0 || this.#timeIsUp();
    }
    if (this.#tried >= this.#runs) return true;
    if (this.#timeIsUp()) this.#left += 1;
    return this.#left > 0;
  }
}
