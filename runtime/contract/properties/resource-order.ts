import fc from "fast-check";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryLateness } from "../draw/arbitrary-lateness.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { resourceOrderOnServers } from "../on-servers/resource-order.ts";
import { clean } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { run } from "../run/run.ts";
import type { Mode } from "../state/disturbance.ts";
import { hurried } from "../state/hurried.ts";
import { lostFault } from "../state/lost-fault.ts";
import { type OrderRule, orderRulesOf } from "../state/order-rules.ts";
import type { RunState } from "../state/run-state.ts";
import type { Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

interface DisturbedCase {
  readonly scenario: Scenario;
  /** Picks the rule, and the call among those that it is about. */
  readonly at: number;
  readonly what: "fatal" | "transient" | "late";
  readonly ms: number;
}

/** Where one thing happens only after another: when that fails, or takes long, it stays undone; that it failed itself is told. */
export const resourceOrder: Property = {
  name: "resource-order",
  title: "resource order",
  promise(cast) {
    const rules = orderRulesOf(cast);
    const [first] = rules;
    if (first === undefined) return undefined;
    const all = rules.map(
      (rule) => `"${clean(rule.second, 40)}" only after "${clean(rule.first, 40)}" (line ${rule.line})`,
    );
    return { words: all.join(", "), line: first.line };
  },
  proof: { protocol: forEveryCase(cases, judge), system: resourceOrderOnServers },
};

function cases({ protocol, real }: Subject): fc.Arbitrary<DisturbedCase> {
  return fc.record({
    scenario: arbitraryScenario(protocol, new Set(real)),
    at: fc.nat(999),
    what: fc.constantFrom("fatal", "transient", "late"),
    ms: arbitraryLateness,
  });
}

async function judge(subject: Subject, { scenario, at, what, ms }: DisturbedCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const rules = orderRulesOf(subject);
  const { violation } = undisturbed.course;
  const broken = rules.find((rule) => isEarly(violation, rule));
  if (broken !== undefined) return verdictWith(undisturbed, violation, broken);
  const rule = rules[at % rules.length];
  // What else goes wrong without a fault is for the other properties to report.
  if (rule === undefined || violation !== undefined) return verdictWith(undisturbed, undefined);
  const { earlier, later } = rule;
  const among = what === "late" ? earlier : [...earlier, ...later];
  const call = undisturbed.disturbance.pick(Math.floor(at / rules.length), among);
  if (call === undefined) return verdictWith(undisturbed, undefined);
  const forbids = { steps: later, until: earlier };
  const mode: Mode =
    what === "late"
      ? { kind: "late", at: call, ms }
      : { kind: "fault", at: call, error: what, failures: Infinity, forbids };
  const state = await run(subject, scenario, mode);
  return verdictWith(state, state.course.unfilled.length > 0 ? undefined : found(state, rule), rule);
}

function found(state: RunState, rule: OrderRule): Violation | undefined {
  const { mode, aftermath } = state.disturbance;
  if (mode.kind === "late") {
    const early = hurried(state);
    return isEarly(early, rule) ? early : undefined;
  }
  const isUndone = rule.later.includes(aftermath?.step ?? "");
  return state.course.violation ?? (isUndone ? lostFault(state) : undefined);
}

/** Whether what should come later comes before its time. */
function isEarly(violation: Violation | undefined, { later }: OrderRule): boolean {
  return violation?.kind === "out-of-order" && later.includes(violation.step ?? "");
}

function verdictWith(state: RunState, violation: Violation | undefined, promised?: OrderRule): Verdict {
  const verdict = { ...verdictOf(state), violation };
  return violation === undefined ? verdict : { ...verdict, violation: { ...violation, promised } };
}
