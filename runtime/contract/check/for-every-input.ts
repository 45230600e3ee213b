import type fc from "fast-check";
import type { Verdict } from "../report/verdict.ts";
import { SystemStartError } from "../system/system-start-error.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { testedSystem, type TestedSystem } from "../system/tested-system.ts";
import { forEveryCase } from "./for-every-case.ts";
import type { Search } from "./property.ts";

/**
 * Draws cases until the property does not hold in one of them, all on one system that is started for it. What fails is not
 * shrunk: on real servers, the case as it was says more than a smaller one that takes minutes to find.
 */
export function forEveryInput<Case>(
  cases: (subject: SystemSubject) => fc.Arbitrary<Case>,
  judge: (system: TestedSystem, one: Case) => Promise<Verdict>,
): Search<SystemSubject> {
  return async (subject, settings) => {
    try {
      await using system = await testedSystem(subject);
      const search = forEveryCase(cases, async (_: SystemSubject, one: Case) => ({
        ...(await judge(system, one)),
        slow: true,
      }));
      return await search(subject, settings);
    } catch (error) {
      if (error instanceof SystemStartError) return error.finding();
      throw error;
    }
  };
}
