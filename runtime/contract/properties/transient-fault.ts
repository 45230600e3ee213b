import fc from "fast-check";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { binds } from "../../model/policy/policy-place.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { faultsOnServers, promiseOfFaults } from "../on-servers/faults.ts";
import { labelOfParticipant, lineOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { run, runTogether } from "../run/run.ts";
import { givenUp } from "../run/try-again.ts";
import { lostFault } from "../state/lost-fault.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf, verdictOfGroup } from "../state/verdict-of.ts";

interface FaultCase {
  readonly scenario: Scenario;
  /** Picks the arrow among those that the scenario reaches. */
  readonly at: number;
  /** How often a call fails that is drawn to be tried again, as far as that may be. */
  readonly failures: number;
  /** Whether the event comes again to the same instance, or to one that knows nothing of it. */
  readonly sameInstance: boolean;
}

/** An error that may pass reaches whoever asked as such, and when the same event comes again, it goes through as drawn. */
export const transientFault: Property = {
  name: "transient-fault",
  title: "transient fault",
  promise(cast) {
    const { protocol, component } = cast;
    const call = Object.entries(protocol.steps).find(
      ([, { kind, from, to }]) => kind === "call" && from === component && to !== component,
    );
    if (component === undefined || call === undefined) return undefined;
    const name = labelOfParticipant(protocol, component);
    return {
      words: `after an error that may pass, at any arrow of ${name}, the same event goes through as drawn`,
      line: lineOfRetry(cast) ?? lineOf(protocol, call[0]),
    };
  },
  promiseOnServers: promiseOfFaults("transient"),
  proof: { protocol: forEveryCase(cases, judge), system: faultsOnServers("transient") },
};

/** The note that has something tried or delivered again at this component. */
function lineOfRetry({ protocol, component }: Cast): number | undefined {
  return protocol.policies.find(
    ({ kind, at }) =>
      (kind === "retry" || kind === "delivery") &&
      Object.entries(protocol.steps).some(
        ([id, step]) => (step.from === component || step.to === component) && binds(at, { id, ...step }),
      ),
  )?.line;
}

function cases({ protocol, real }: Subject): fc.Arbitrary<FaultCase> {
  return fc.record({
    scenario: arbitraryScenario(protocol, new Set(real)),
    at: fc.nat(999),
    failures: fc.integer({ min: 1, max: 12 }),
    sameInstance: fc.boolean(),
  });
}

async function judge(
  subject: Subject,
  { scenario, at, failures, sameInstance }: FaultCase,
): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const call = undisturbed.disturbance.pick(at);
  // To wait for it in each case would take hours.
  if (undisturbed.course.violation?.kind === "stalled") return verdictOf(undisturbed);
  // What goes wrong without a fault is for the other properties to report.
  if (undisturbed.course.violation !== undefined || call === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const mode = { kind: "fault", at: call, error: "transient", failures } as const;
  const parts = [{ scenario, mode }, ...(sameInstance ? [{ scenario }] : [])] as const;
  const runs = await runTogether(subject, parts, { kind: "one-after-the-other" });
  const [failed] = runs;
  const { aftermath, tries } = failed.disturbance;
  const abandoned = givenUp(failed);
  if (abandoned !== undefined) return verdictOf(failed, abandoned);
  if (aftermath === undefined && tries === 0) return { ...verdictOf(failed), violation: undefined };
  if (aftermath === undefined) return verdictOf(failed);
  if (failed.course.violation !== undefined || failed.course.unfilled.length > 0) return verdictOf(failed);
  const lost = lostFault(failed);
  if (lost !== undefined) return verdictOf(failed, lost);
  const where = sameInstance ? "the same instance" : "a new instance";
  return afterwards(
    sameInstance ? verdictOfGroup(runs) : verdictOf(await run(subject, scenario)),
    `${aftermath.provoked}; then the same event again, on ${where}`,
  );
}

function afterwards(verdict: Verdict, provoked: string): Verdict {
  const { violation } = verdict;
  return violation === undefined ? verdict : { ...verdict, violation: { ...violation, provoked } };
}
