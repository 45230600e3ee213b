import fc from "fast-check";
import { binds } from "../../model/policy/policy-place.ts";
import type { StepId } from "../../model/steps.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryLateness } from "../draw/arbitrary-lateness.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { labelOfParticipant, lineOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { run } from "../run/run.ts";
import { hurried } from "../state/hurried.ts";
import { orderRulesOf } from "../state/order-rules.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

interface LateCase {
  readonly scenario: Scenario;
  /** Picks the call that is answered late. */
  readonly at: number;
  readonly ms: number;
}

/** A component does not go on as if an answer had come, however long that takes; it may give up with an error. */
export const lateAnswer: Property = {
  name: "late-answer",
  title: "late answer",
  promise(cast) {
    const { protocol, component } = cast;
    const awaited = awaitedBy(cast);
    const asked = awaited.find((id) => protocol.steps[id]?.kind === "call");
    const [first = asked] = awaited;
    if (component === undefined || first === undefined) return undefined;
    const what = asked === undefined ? "what it has begun is done" : "what it has asked is answered";
    return {
      words: `${labelOfParticipant(protocol, component)} does not go on before ${what}`,
      line: lineOf(protocol, asked ?? first),
    };
  },
  proof: { protocol: forEveryCase(cases, judge) },
};

/** The calls, and steps of its own, that a component waits for; where a note limits that time, anything may come next. */
function awaitedBy({ protocol, real }: Cast): readonly StepId[] {
  const limits = protocol.policies.filter(
    (policy) => policy.kind === "timeout" && policy.afterMs !== undefined,
  );
  return Object.entries(protocol.steps).flatMap(([id, step]) =>
    step.kind !== "reply" &&
    step.waits &&
    real.includes(step.from) &&
    (step.kind === "self" || !real.includes(step.to)) &&
    !limits.some(({ at }) => binds(at, { id, ...step }))
      ? [id]
      : [],
  );
}

function cases({ protocol, real }: Subject): fc.Arbitrary<LateCase> {
  return fc.record({
    scenario: arbitraryScenario(protocol, new Set(real)),
    at: fc.nat(999),
    ms: arbitraryLateness,
  });
}

async function judge(subject: Subject, { scenario, at, ms }: LateCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  // To look on would only wait once more.
  if (undisturbed.course.violation?.kind === "stalled") return verdictOf(undisturbed);
  const call = undisturbed.disturbance.pick(at, awaitedBy(subject));
  // What goes wrong when nothing is late is for the other properties to report.
  if (undisturbed.course.violation !== undefined || call === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const state = await run(subject, scenario, { kind: "late", at: call, ms });
  const found = hurried(state);
  const late = state.disturbance.stepOfCall(call) ?? "";
  const isOfNote = orderRulesOf(subject).some(
    ({ earlier, later }) => earlier.includes(late) && later.includes(found?.step ?? ""),
  );
  // Where a note says what comes first, that is another property.
  return { ...verdictOf(state), violation: isOfNote ? undefined : found };
}
