import type { TransactionSpec } from "../../model/diagram-protocol.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryFaultCase, type FaultCase } from "../check/fault-case.ts";
import { clean } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { atomicityOnServers, promiseOfAtomicity } from "../on-servers/atomicity.ts";
import { run } from "../run/run.ts";
import { lostFault } from "../state/lost-fault.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

/** What is drawn as one transaction is made in one, and an error in it leaves it, so that nothing of it stays. */
export const atomicity: Property = {
  name: "atomicity",
  title: "atomicity",
  promise(cast) {
    const drawn = transactionsOf(cast);
    const [first] = drawn;
    if (first === undefined) return undefined;
    const all = drawn.map(({ line, text }) => `line ${line} (${clean(text, 60)})`).join(", ");
    return {
      words: `what is one transaction by ${all} happens as a whole or not at all`,
      line: first.line,
      lines: drawn.map(({ line }) => line),
    };
  },
  promiseOnServers: promiseOfAtomicity,
  proof: { protocol: forEveryCase(arbitraryFaultCase, judge), system: atomicityOnServers },
};

function transactionsOf({ protocol, real }: Cast): readonly TransactionSpec[] {
  return (protocol.transactions ?? []).filter(({ component }) => real.includes(component));
}

async function judge(subject: Subject, { scenario, at, error }: FaultCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const { outside } = undisturbed.transactions;
  if (outside !== undefined) return { ...verdictOf(undisturbed, outside.violation), trace: outside.trace };
  const call = undisturbed.disturbance.pick(at, "in a transaction");
  // What goes wrong without a fault is for the other properties to report.
  if (undisturbed.course.violation !== undefined || call === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const state = await run(subject, scenario, { kind: "fault", at: call, error, failures: Infinity });
  return verdictOf(
    state,
    state.course.violation ?? (state.course.unfilled.length > 0 ? undefined : lostFault(state)),
  );
}
