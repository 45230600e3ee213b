import fc from "fast-check";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import { labelOfParticipant, lineOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { lostFault } from "../state/lost-fault.ts";
import { faultsOnServers, promiseOfFaults } from "../on-servers/faults.ts";
import { run } from "../run/run.ts";
import type { Subject } from "../state/subject.ts";
import type { Scenario } from "../draw/scenario.ts";

interface FaultCase {
  readonly scenario: Scenario;
  /** Picks the arrow among those that the scenario reaches. */
  readonly at: number;
}

/** An error that cannot be repaired by trying again ends the work at once, and reaches whoever asked for it. */
export const fatalFault: Property = {
  name: "fatal-fault",
  title: "fatal fault",
  promise({ protocol, component }) {
    const call = Object.entries(protocol.steps).find(
      ([, { kind, from, to }]) => kind === "call" && from === component && to !== component,
    );
    if (component === undefined || call === undefined) return undefined;
    const name = labelOfParticipant(protocol, component);
    return {
      words: `an unrecoverable error at any arrow of ${name} fails at once`,
      line: lineOf(protocol, call[0]),
    };
  },
  promiseOnServers: promiseOfFaults("fatal"),
  proof: { protocol: forEveryCase(cases, judge), system: faultsOnServers("fatal") },
};

function cases({ protocol, real }: Subject): fc.Arbitrary<FaultCase> {
  return fc.record({ scenario: arbitraryScenario(protocol, new Set(real)), at: fc.nat(999) });
}

async function judge(subject: Subject, { scenario, at }: FaultCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  // What goes wrong without a fault is for the other properties to report.
  if (undisturbed.course.violation?.kind === "stalled") return verdictOf(undisturbed);
  const call = undisturbed.disturbance.pick(at);
  if (undisturbed.course.violation !== undefined || call === undefined) {
    return { ...verdictOf(undisturbed), violation: undefined };
  }
  const state = await run(subject, scenario, {
    kind: "fault",
    at: call,
    error: "fatal",
  });
  return verdictOf(
    state,
    state.course.violation ?? (state.course.unfilled.length > 0 ? undefined : lostFault(state)),
  );
}
