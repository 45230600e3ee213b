import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { lineOf, titleOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { acknowledgementOnServers, promiseOfAcknowledgement } from "../on-servers/acknowledgement.ts";
import { run } from "../run/run.ts";
import type { Mode } from "../state/disturbance.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

interface FailureCase {
  readonly scenario: Scenario;
  /** Picks what fails among the calls that the scenario reaches, or among what the component asks itself. */
  readonly at: number;
  readonly what: "call" | "question";
  readonly error: "fatal" | "transient";
}

/** A message that something has failed for is not acknowledged: it would never come again. */
export const acknowledgement: Property = {
  name: "acknowledgement",
  title: "acknowledgement",
  promise(cast) {
    const [first] = acknowledgementsOf(cast);
    if (first === undefined) return undefined;
    const { protocol } = cast;
    return {
      words: `${titleOf(protocol, first)} never comes after anything has failed`,
      line: lineOf(protocol, first),
    };
  },
  promiseOnServers: promiseOfAcknowledgement,
  proof: { protocol: forEveryCase(cases, judge), system: acknowledgementOnServers },
};

/** The calls by which a component says that it has dealt with a message. */
function acknowledgementsOf({ protocol, real, entries }: Cast): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) =>
    step.kind === "call" &&
    step.receiver !== undefined &&
    real.includes(step.from) &&
    entries.some(
      (entry) =>
        entry.kind === "kafka" &&
        entry.participant === step.to &&
        entry.refusedBy?.includes(step.method) !== true,
    )
      ? [id]
      : [],
  );
}

function cases({ protocol, real }: Subject): fc.Arbitrary<FailureCase> {
  return fc.record({
    scenario: arbitraryScenario(protocol, new Set(real)),
    at: fc.nat(999),
    what: fc.constantFrom("question", "call"),
    error: fc.constantFrom("fatal", "transient"),
  });
}

async function judge(subject: Subject, { scenario, at, what, error }: FailureCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const { questions } = undisturbed.disturbance;
  const failing =
    what === "call" ? undisturbed.disturbance.pick(at) : questions === 0 ? undefined : at % questions;
  // What goes wrong without a failure is for the other properties to report.
  if (undisturbed.course.violation !== undefined || failing === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const kind = what === "call" ? "fault" : "failing-question";
  const mode: Mode = { kind, at: failing, error, failures: Infinity };
  const state = await run(subject, scenario, mode);
  const { violation } = state.course;
  const isOfThis = acknowledgementsOf(subject).some((id) => id === violation?.step);
  return { ...verdictOf(state), violation: isOfThis ? violation : undefined };
}
