import { showError } from "../report/show-value.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Unfilled } from "../report/violation.ts";
import { unfilledIn } from "../state/unfilled.ts";

/** The developer's system did not start: a migration, a constructor or a gateway failed. */
export class SystemStartError extends Error {
  override readonly name = "SystemStartError";

  constructor(cause: unknown) {
    super("the system could not be started", { cause });
  }

  /** What there is to report. */
  finding(): {
    readonly counterexample?: { readonly verdict: Verdict };
    readonly unfilled: readonly Unfilled[];
  } {
    const stub = unfilledIn(this.cause);
    if (stub !== undefined) return { unfilled: [stub] };
    const violation = {
      kind: "failed" as const,
      step: undefined,
      sentence: `the system could not be started: ${showError(this.cause)}`,
      thrown: this.cause,
      expected: [],
      observed: undefined,
    };
    return { counterexample: { verdict: { ...nothingToSay, violation } }, unfilled: [] };
  }
}
