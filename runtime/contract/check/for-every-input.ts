import type fc from "fast-check";
import type { Verdict } from "../report/verdict.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { TestedSystem, TestedSystemOptions } from "../system/tested-system.ts";
import { forEveryCase } from "./for-every-case.ts";
import { onTestedSystem } from "./on-tested-system.ts";
import { overRoutes } from "./over-routes.ts";
import type { Search } from "./property.ts";

/**
 * Draws cases until the property does not hold in one of them, all on one system that is started for it. What fails is not
 * shrunk: on real servers, the case as it was says more than a smaller one that takes minutes to find.
 */
export function forEveryInput<Case>(
  cases: (subject: SystemSubject) => fc.Arbitrary<Case>,
  judge: (system: TestedSystem, one: Case) => Promise<Verdict>,
  options: TestedSystemOptions = {},
): Search<SystemSubject> {
  const onRoute = onTestedSystem((system, settings) => {
    const search = forEveryCase(cases, async (_: SystemSubject, one: Case) => {
      const verdict = await judge(system, one);
      // What comes of a stub is no mistake.
      const violation = verdict.unfilled.length > 0 ? undefined : verdict.violation;
      return { ...verdict, violation, slow: true };
    });
    return search(system.subject, settings);
  }, options);
  return overRoutes(onRoute);
}
