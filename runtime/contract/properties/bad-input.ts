import fc from "fast-check";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { schemaOf, type Step, type StepId } from "../../model/steps.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import { lineOf, mentionOf, titleOf } from "../report/describe-step.ts";
import { httpStatusOf } from "../values/http-status.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { badInputOnServers } from "../on-servers/bad-input.ts";
import { type Part, run, runTogether } from "../run/run.ts";
import type { Settlement } from "../monitor/settlement.ts";
import type { RunState } from "../state/run-state.ts";
import type { Cast, Subject } from "../state/subject.ts";
import type { Scenario } from "../draw/scenario.ts";
import { showError, showValue } from "../report/show-value.ts";
import type { Violation } from "../report/violation.ts";

interface BadInputCase {
  readonly scenario: Scenario;
  readonly target: Target | undefined;
  readonly corruption: number;
  /** It comes after a good one, to the same instance. */
  readonly isSecond: boolean;
}

interface Target {
  readonly step: StepId;
  readonly argument: number;
}

/** A payload that its schema refuses is refused by the component: clearly, and before anything is written. */
export const badInput: Property = {
  name: "bad-input",
  title: "bad input",
  promise(cast) {
    const steps = [...new Set(targetsOf(cast).map(({ step }) => step))];
    const [first] = steps;
    if (cast.component !== undefined || first === undefined) return undefined;
    const titles = new Set(steps.map((step) => titleOf(cast.protocol, step)));
    return {
      words: `a malformed payload of ${[...titles].join(", ")} is refused and changes nothing`,
      line: lineOf(cast.protocol, first),
    };
  },
  proof: { protocol: forEveryCase(cases, judge), system: badInputOnServers },
};

function cases(subject: Subject): fc.Arbitrary<BadInputCase> {
  const targets = targetsOf(subject);
  return fc.record({
    scenario: arbitraryScenario(subject.protocol, new Set(subject.real)),
    target: targets.length === 0 ? fc.constant(undefined) : fc.constantFrom(...targets),
    corruption: fc.nat(9_999),
    isSecond: fc.boolean(),
  });
}

async function judge(
  subject: Subject,
  { scenario, target, corruption, isSecond }: BadInputCase,
): Promise<Verdict> {
  if (target === undefined) return nothingToSay;
  const leading = leadingTo(scenario, subject.protocol.steps[target.step]);
  const bad = { scenario: leading, mode: { kind: "bad-input", ...target, corruption } } as const;
  const state = isSecond ? await afterGood(subject, leading, bad) : await run(subject, leading, bad.mode);
  if (state.disturbance.aftermath === undefined) return { ...verdictOf(state), violation: undefined };
  return verdictOf(
    state,
    state.course.violation ?? (state.course.unfilled.length > 0 ? undefined : accepted(state)),
  );
}

/** The bad one comes when the component has dealt with a good one. */
async function afterGood(subject: Subject, scenario: Scenario, bad: Part): Promise<RunState> {
  const [good, state] = await runTogether(subject, [{ scenario }, bad], { kind: "one-after-the-other" });
  // What goes wrong with the good one is for the other properties to report.
  return state === undefined || good.course.violation !== undefined
    ? run(subject, scenario, bad.mode)
    : state;
}

/** What comes from outside: calls of initiators and events out of topics, with a payload whose schema is known. */
function targetsOf({ protocol, real }: Cast): readonly Target[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const sender = protocol.participants[step.from];
    const isOutside =
      sender?.role === "initiator" || (sender?.role === "resource" && sender.kind === "kafka");
    if (!isOutside || step.kind !== "call" || !real.includes(step.to)) return [];
    return step.args.flatMap((spec, argument) =>
      schemaOf(spec) === undefined ? [] : [{ step: id, argument }],
    );
  });
}

function leadingTo(scenario: Scenario, step: Step | undefined): Scenario {
  const within = step?.within ?? [];
  const branches = within.map(([fragment, branch]) => [fragment, [branch]] as const);
  const rounds = within.map(([fragment]) => [fragment, [1]] as const);
  return {
    ...scenario,
    branches: new Map([...scenario.branches, ...branches]),
    rounds: new Map([...scenario.rounds, ...rounds]),
  };
}

function accepted(state: RunState): Violation | undefined {
  const { aftermath } = state.disturbance;
  if (aftermath === undefined) return undefined;
  const activity = state.activities.all.findLast(
    ({ steps, parent }) => parent === undefined && steps.includes(aftermath.step),
  );
  const found = unfitRefusal(activity?.settlement);
  if (found === undefined) return undefined;
  return {
    kind: found.crashed ? "crashed-on-bad-input" : "accepted-bad-input",
    step: aftermath.step,
    sentence: `${mentionOf(state.subject.protocol, aftermath.step)} came with a payload that is not valid, and ${found.what}.`,
    expected: [],
    observed: found.what,
    ...(found.crashed && activity?.settlement?.kind === "threw" ? { thrown: activity.settlement.error } : {}),
    provoked: aftermath.provoked,
    disturbed: aftermath.step,
  };
}

function unfitRefusal(
  settlement: Settlement | undefined,
): { readonly what: string; readonly crashed: boolean } | undefined {
  if (settlement === undefined) return { what: "was never answered", crashed: false };
  if (settlement.kind === "returned") {
    const refused = (httpStatusOf(settlement.value) ?? 0) >= 400;
    return refused
      ? undefined
      : { what: `was accepted: the answer is ${showValue(settlement.value, 2)}`, crashed: false };
  }
  const { error } = settlement;
  if (!(error instanceof Error))
    return { what: `the component threw ${showValue(error)}, which is no Error`, crashed: true };
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) {
    return { what: `the component stumbled over it: ${showError(error)}`, crashed: true };
  }
  return error.message.trim() === ""
    ? { what: "the error that refuses it has no message", crashed: true }
    : undefined;
}
