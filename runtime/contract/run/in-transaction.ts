import type { StepId } from "../../model/steps.ts";
import { answerOf, isRollback } from "../../sql/rollback.ts";
import { failedWith } from "../state/lost-fault.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import { describeCall } from "../state/describe-call.ts";
import { fail, never, type ObservedCall, type RunState } from "../state/run-state.ts";

/** What a component does in a transaction; undefined for a call that begins none. */
export function transactionOf(state: RunState, call: ObservedCall): Promise<unknown> | undefined {
  const participant = state.subject.protocol.participants[call.to];
  const [work] = call.args;
  if (participant?.role !== "resource" || participant.kind !== "sql") return undefined;
  if (call.method !== "transaction" || typeof work !== "function") return undefined;
  return settled(state, call, work as () => unknown);
}

async function settled(state: RunState, call: ObservedCall, work: () => unknown): Promise<unknown> {
  const { result, open } = await state.transactions.run(call.to, state.activities.current, work);
  const { fault } = open;
  if (fault === undefined || isRollback(result)) return answerOf(result);
  const { protocol } = state.subject;
  fail(state, {
    kind: "swallowed-error",
    step: fault,
    sentence: `${mentionOf(protocol, fault)} ${failedWith(state.disturbance.aftermath?.error)}, and the transaction of ${nameOf(protocol, call.to)} around it was to be committed all the same.`,
    expected: [],
    observed: describeCall(state, call),
    culprit: call.caller,
    ...(state.disturbance.aftermath === undefined
      ? {}
      : { provoked: state.disturbance.aftermath.provoked, disturbed: fault }),
  });
  return never();
}

/** What is wrong with a call that belongs into a drawn transaction, and was not made in it. */
export function outsideTransaction(
  state: RunState,
  call: ObservedCall,
  matched: readonly StepId[],
): Violation | undefined {
  const { protocol } = state.subject;
  for (const [index, { component, database, steps, line, text }] of (protocol.transactions ?? []).entries()) {
    const [step] = matched;
    if (step === undefined || component !== call.caller || !matched.every((id) => steps.includes(id)))
      continue;
    const open = state.transactions.at(database);
    if (open !== undefined && state.transactions.take(index, step, open)) continue;
    const where = `the transaction that line ${line} draws (${text})`;
    return {
      kind: "outside-transaction",
      step,
      sentence:
        open === undefined
          ? `${mentionOf(protocol, step)} was called outside of ${where}.`
          : `${mentionOf(protocol, step)} was called in a transaction of its own, apart from what comes before it in ${where}.`,
      expected: [],
      observed: describeCall(state, call),
    };
  }
  return undefined;
}
