import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Search } from "../check/property.ts";
import { changeOf, serverContents, type ServerContents } from "../contents/server-contents.ts";
import { arrowOf, clean, mentionOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { type OrderRule, orderRulesOf } from "../state/order-rules.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase } from "../system/draw-input.ts";
import { FaultPlan } from "../system/fault-plan.ts";
import { nextInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { TestedSystem } from "../system/tested-system.ts";

interface BrokenCase {
  readonly drawn: DrawnCase;
  /** Picks the rule, and the arrow that fails. */
  readonly at: number;
}

/** Where one thing happens only after another: when that fails, servers hold nothing of it. */
export const resourceOrderOnServers: Search<SystemSubject> = forEveryInput(
  (subject): fc.Arbitrary<BrokenCase> => fc.record({ drawn: arbitraryInput(subject), at: fc.nat(999) }),
  judge,
);

async function judge(system: TestedSystem, { drawn, at }: BrokenCase): Promise<Verdict> {
  const { subject } = system;
  const rules = orderRulesOf(subject);
  const rule = rules[at % Math.max(1, rules.length)];
  const step = rule?.earlier[Math.floor(at / rules.length) % rule.earlier.length];
  if (rule === undefined || step === undefined) return nothingToSay;
  const fault = new FaultPlan(step, "fatal", 1);
  const state = system.begin(drawn.scenario, fault);
  const sent: string[] = [];
  let before: ServerContents | undefined;
  for (;;) {
    const input = nextInput(state, subject, drawn, sent);
    if (input === undefined || fault.strikes.length > 0) break;
    sent.push(input.entry.step);
    await system.prepare(input);
    before = await serverContents(system);
    await system.sendAgain(input);
    if (!(await system.settled())) break;
  }
  state.course.end();
  const held = { ...verdictOf(state), violation: undefined };
  const { trace } = state.monitor;
  const isUntouched = !trace.some((id) => writesLike(subject, rule, id));
  if (before === undefined || fault.strikes.length === 0 || !isUntouched) return held;
  const crossed = trace.find((id) => rule.later.includes(id));
  const changed = changeOf(before, await serverContents(system));
  const left = crossed === undefined ? changed : `${mentionOf(subject.protocol, crossed)} happened`;
  return left === undefined ? held : verdictOf(state, hasHappened(subject, { rule, step, left }));
}

/** Whether a step that is no part of the rule changes something where its later part does: that may stay. */
function writesLike({ protocol }: SystemSubject, { earlier, later }: OrderRule, id: StepId): boolean {
  const step = protocol.steps[id];
  const receiver = protocol.participants[step?.to ?? ""];
  if (step?.kind !== "call" || step.readOnly || receiver?.role !== "resource") return false;
  return !earlier.includes(id) && !later.includes(id);
}

function hasHappened(
  { protocol }: SystemSubject,
  { rule, step, left }: { readonly rule: OrderRule; readonly step: StepId; readonly left: string },
): Violation {
  return {
    kind: "out-of-order",
    step,
    sentence: `${mentionOf(protocol, step)} failed, and "${clean(rule.second, 40)}" happened all the same, which comes only after "${clean(rule.first, 40)}" (line ${rule.line}): ${clean(left, 160)}.`,
    expected: [],
    observed: `"${clean(rule.second, 40)}" happened`,
    provoked: `fatal fault at ${arrowOf(protocol, step)}`,
    disturbed: step,
  };
}
