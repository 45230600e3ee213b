import { FatalError } from "../../errors/errors.ts";
import type { StepId } from "../../model/steps.ts";
import type { Violation } from "../report/violation.ts";
import type { Drawn, DrawnCall } from "./judge-call.ts";
import { areConcurrent } from "../monitor/concurrent-steps.ts";
import { describeCall } from "../state/describe-call.ts";
import { mentionOf } from "../report/describe-step.ts";
import { encoded } from "../values/encoding.ts";
import { failedWith, loserOf } from "../state/lost-fault.ts";
import { fittingSteps } from "../monitor/match-arguments.ts";
import { judgeUndoing, undoingAfter } from "./judge-undoing.ts";
import { isBestEffort, undoes } from "../state/tolerated.ts";
import { factsOfCall, undrawnAnswer } from "./sql-shape.ts";
import { startOperation } from "./operation.ts";
import {
  failAtCall,
  isReal,
  never,
  replySteps,
  stepOf,
  type ObservedCall,
  type RunState,
  type WatchedRun,
} from "../state/run-state.ts";
import { replyKey } from "../draw/scenario.ts";

/** Judges and answers a call that comes after the run was disturbed on purpose. */
export function answerWhileDisturbed(state: RunState, call: ObservedCall, drawn: Drawn): Promise<unknown> {
  switch (state.disturbance.mode.kind) {
    case "bad-input":
      return afterBadInput(state, call, drawn);
    case "failing-question":
      return afterQuestion(state, call, drawn);
    default:
      return afterFault(state, call, drawn);
  }
}

/** A component may go on without what it has asked for, but not say that all is done. */
function afterQuestion(state: RunState, call: ObservedCall, drawn: Drawn): Promise<unknown> {
  const { aftermath } = state.disturbance;
  const done = drawn.find(([, { receiver }]) => receiver !== undefined)?.[0];
  if (done === undefined || aftermath === undefined) return anyAnswer(state, call, drawn);
  failAtCall(state, {
    kind: "went-on-after-fault",
    step: done,
    sentence: `${mentionOf(state.subject.protocol, done)} was called although ${aftermath.what} had ${failedWith(aftermath.error)}.`,
    expected: [],
    observed: describeCall(state, call),
    culprit: loserOf(state, aftermath),
    provoked: aftermath.provoked,
    disturbed: aftermath.step,
  });
  return never();
}

function afterFault(state: RunState, call: ObservedCall, drawn: Drawn): Promise<unknown> {
  const { aftermath } = state.disturbance;
  const fault = aftermath?.step ?? "";
  const undone = judgeUndoing(state, { drawn, args: call.args, description: describeCall(state, call) });
  if (undone === "right") return anyAnswer(state, call, drawn);
  if (undone !== undefined) {
    failAtCall(state, undone);
    return never();
  }
  undoingAfter(state)?.noteDone(drawn.map(([id]) => id));
  const fitting = fittingSteps(state.subject, state.monitor.readings, call.args, drawn);
  const meant = fitting.length > 0 ? fitting : drawn;
  const caller = state.activities.current;
  const independent =
    caller !== undefined && aftermath?.elsewhere.includes(caller) === true
      ? meant
      : meant.filter(([id]) => areConcurrent(state.subject.protocol, id, fault));
  if (independent.length > 0) return anyAnswer(state, call, independent);
  const { protocol } = state.subject;
  const { mode } = state.disturbance;
  if (mode.kind === "fault" && mode.forbids !== undefined) {
    const early = state.disturbance.forbidden(meant.map(([id]) => id));
    if (early === undefined) return anyAnswer(state, call, meant);
    failAtCall(state, wentOn(state, early, { observed: describeCall(state, call), caller: call.caller }));
    return never();
  }
  if (isInUndoing(state, fault)) return anyAnswer(state, call, meant);
  // Whoever is drawn not to wait may see it at last before the end.
  const failing = stepOf(state, fault);
  const cannotKnow = failing?.kind === "call" && !failing.waits;
  if (cannotKnow && meant.every(([id]) => id !== fault)) return anyAnswer(state, call, meant);
  const allowed = meant.filter(
    ([id]) => id !== fault && (isBestEffort(protocol, fault) || undoes(protocol, fault, id)),
  );
  if (allowed.length > 0) return anyAnswer(state, call, allowed);
  const failed = [fault, ...(aftermath?.open ?? []).flatMap(({ steps }) => steps)];
  const again = meant.find(([id]) => failed.includes(id))?.[0];
  const step = again ?? meant[0]?.[0];
  const observed = describeCall(state, call);
  const went = wentOn(state, step, { observed, caller: call.caller });
  failAtCall(
    state,
    again === undefined
      ? went
      : {
          ...went,
          kind: "repeated-after-fault",
          sentence: `${mentionOf(protocol, again)} was tried again, ${whyNotAgain(state)}.`,
        },
  );
  return never();
}

/** What is called now is a part of what undoes something. */
function isInUndoing({ activities, subject: { protocol } }: RunState, fault: StepId): boolean {
  for (let activity = activities.current; activity !== undefined; activity = activity.parent)
    if (activity.steps.some((id) => undoes(protocol, fault, id))) return true;
  return false;
}

/** What is wrong with a step that comes although something has failed. */
function wentOn(
  state: WatchedRun,
  step: StepId | undefined,
  { observed, caller }: { readonly observed: string; readonly caller: string | undefined },
): Violation {
  const { protocol } = state.subject;
  const { aftermath } = state.disturbance;
  const fault = aftermath?.step ?? "";
  const what = step === undefined ? observed : mentionOf(protocol, step);
  return {
    kind: "went-on-after-fault",
    step: step ?? fault,
    sentence: `${what} was called although ${mentionOf(protocol, fault)} had ${failedWith(aftermath?.error)}.`,
    expected: [],
    observed,
    culprit: (aftermath && loserOf(state, aftermath)) ?? caller,
    ...(aftermath === undefined ? {} : { provoked: aftermath.provoked, disturbed: fault }),
  };
}

/** A component takes a step by itself after something has failed; false when it may not. */
export function selfWhileDisturbed(
  state: WatchedRun,
  component: string,
  { drawn, args, description }: Pick<DrawnCall, "drawn" | "args" | "description">,
): boolean {
  const undone = judgeUndoing(state, { drawn, args, description });
  if (undone !== undefined && undone !== "right") {
    failAtCall(state, undone);
    return false;
  }
  const early = state.disturbance.forbidden(drawn.map(([id]) => id));
  if (early !== undefined)
    failAtCall(state, wentOn(state, early, { observed: description, caller: component }));
  return early === undefined;
}

function whyNotAgain({ disturbance: { aftermath, tries } }: RunState): string {
  if (aftermath?.error instanceof FatalError) return "although its error was fatal";
  return tries === 0 ? "although no retry is drawn there" : `after the ${tries + 1} tries that are drawn`;
}

function afterBadInput(state: RunState, call: ObservedCall, drawn: Drawn): Promise<unknown> {
  if (isReal(state, call.to)) return anyAnswer(state, call, drawn);
  if (drawn.length > 0 && drawn.every(([, { readOnly }]) => readOnly)) return anyAnswer(state, call, drawn);
  const { protocol } = state.subject;
  const step = drawn[0]?.[0];
  const input = state.disturbance.aftermath?.step ?? "";
  failAtCall(state, {
    kind: "wrote-bad-input",
    step: step ?? input,
    sentence: `${step === undefined ? describeCall(state, call) : mentionOf(protocol, step)} was called with a payload that should have been refused at ${mentionOf(protocol, input)}.`,
    expected: [],
    observed: describeCall(state, call),
    ...(state.disturbance.aftermath === undefined
      ? {}
      : { provoked: state.disturbance.aftermath.provoked, disturbed: input }),
  });
  return never();
}

/**
 * What matters now is only whether the component stops, so nothing is matched any more: a call counts as the next
 * drawn one of its kind, and any answer drawn for that will do.
 */
function anyAnswer(state: RunState, call: ObservedCall, drawn: Drawn): Promise<unknown> {
  const [id] = drawn.find(([step]) => !state.monitor.trace.includes(step)) ?? drawn.at(-1) ?? [];
  const steps = id === undefined ? [] : [id];
  for (const step of steps) state.monitor.note(step);
  if (isReal(state, call.to)) return startOperation(state, call.to, call.method, call.args, steps);
  const answers = replySteps(state, steps).flatMap(([reply, { outcome }]) =>
    outcome.kind === "returns"
      ? (state.scenario.values.get(replyKey(reply)) ?? []).map((value) =>
          encoded(outcome, value, factsOfCall(state, call.args)),
        )
      : [],
  );
  const pick = state.disturbance.mode.kind === "bad-input" ? state.disturbance.mode.corruption : 0;
  return Promise.resolve(
    answers.length > 0
      ? answers[pick % answers.length]
      : undrawnAnswer(state, call.to, call.method, call.args),
  );
}
