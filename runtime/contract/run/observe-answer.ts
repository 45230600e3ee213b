import type { ReplyStep, StepId } from "../../model/steps.ts";
import { isAlike, isDrawnError, matchAnswer, showSettlement } from "../monitor/match-answer.ts";
import { scenarioGuide } from "../draw/scenario.ts";
import { advance, nextSteps } from "../monitor/next-steps.ts";
import type { Settlement } from "../monitor/settlement.ts";
import { clean, mentionOf, nameOf } from "../report/describe-step.ts";
import { wentOnEarly } from "../state/hurried.ts";
import type { Violation } from "../report/violation.ts";
import { classNameOf, showError, showValue } from "../report/show-value.ts";
import type { Activity } from "../state/activities.ts";
import { diagnoseOrder } from "./diagnose-order.ts";
import { allowedNext, fail, replySteps, watched, type WatchedRun } from "../state/run-state.ts";
import { noteUnfilled } from "../state/unfilled.ts";

/** Holds what an operation or a background task came to against the diagram; false when that ended the run. */
export function observeAnswer(state: WatchedRun, activity: Activity, outcome: Settlement): boolean {
  if (outcome.kind === "threw" && noteUnfilled(state, outcome.error)) return false;
  if (state.disturbance.aftermath !== undefined) return true;
  const drawn = replySteps(state, activity.steps);
  const early = outcome.kind === "threw" ? undefined : overEarly(state, activity, outcome);
  if (drawn.length === 0) {
    if (early !== undefined) fail(state, early);
    if (early !== undefined) return false;
    if (outcome.kind === "threw") fail(state, failure(state, activity, outcome.error));
    return outcome.kind === "returned";
  }
  return observeReply(state, activity, outcome, drawn, early);
}

function overEarly(state: WatchedRun, activity: Activity, outcome: Settlement): Violation | undefined {
  const what = `${clean(activity.name, 60)}() was over`;
  return wentOnEarly(state, activity, { steps: [], what, observed: describeOutcome(activity, outcome) });
}

function observeReply(
  state: WatchedRun,
  activity: Activity,
  outcome: Settlement,
  drawn: readonly (readonly [StepId, ReplyStep])[],
  early: Violation | undefined,
): boolean {
  const tried = state.monitor.readings.flatMap((before) =>
    drawn.flatMap(([id, step]) =>
      advance(state.subject.protocol, before, watched(state, step), id).map((reading) => ({
        id,
        step,
        result: matchAnswer(state.subject, reading, step, outcome),
      })),
    ),
  );
  const fitting = tried.flatMap(({ id, result }) =>
    result.kind === "fits" ? [{ id, reading: result.reading }] : [],
  );
  const [first] = fitting;
  if (first !== undefined) {
    if (early !== undefined) fail(state, early);
    if (early !== undefined) return false;
    state.monitor.take(
      first.id,
      fitting.map(({ reading }) => reading),
    );
    return true;
  }
  const [wrong] = tried;
  if (wrong === undefined && endsSilently(state, activity, outcome)) return true;
  if (wrong === undefined || wrong.result.kind === "fits") {
    const like = drawn.filter(([, { outcome: promised }]) =>
      outcome.kind === "threw" ? isDrawnError(promised, outcome.error) : promised.kind !== "throws",
    );
    const crashed = outcome.kind === "threw" && like.length === 0;
    fail(
      state,
      crashed
        ? failure(state, activity, outcome.error)
        : diagnoseOrder(state, {
            component: activity.component,
            drawn: like
              .filter(([, { outcome: promised }]) => isAlike(promised, outcome))
              .concat(like)
              .map(([id]) => id),
            description: describeOutcome(activity, outcome),
            did: "was answered",
          }),
    );
  } else if (outcome.kind === "threw" && wrong.step.outcome.kind !== "throws") {
    fail(state, failure(state, activity, outcome.error));
  } else {
    // Only what does not look like the answer that was due can be the answer of another branch.
    const elsewhere = isAlike(wrong.step.outcome, outcome)
      ? undefined
      : drawn.find(
          ([id, { outcome: promised }]) => isAlike(promised, outcome) && !tried.some((one) => one.id === id),
        );
    fail(state, {
      kind: elsewhere === undefined ? "wrong-answer" : "wrong-branch",
      step: wrong.id,
      sentence:
        elsewhere === undefined
          ? `${mentionOf(state.subject.protocol, wrong.id)} was answered otherwise than the diagram says.`
          : `${mentionOf(state.subject.protocol, elsewhere[0])} was answered, but it belongs to a branch that this run did not take.`,
      expected: allowedNext(state, activity.component),
      observed: describeOutcome(activity, outcome),
      difference: wrong.result,
    });
  }
  return false;
}

/** It returns nothing, where nothing more of its own is drawn: on this way, nobody is answered. */
function endsSilently(state: WatchedRun, { component }: Activity, outcome: Settlement): boolean {
  if (outcome.kind === "threw" || outcome.value !== undefined) return false;
  const { protocol } = state.subject;
  const guide = scenarioGuide(protocol, state.scenario);
  return state.monitor.readings.some((reading) => {
    const next = [...nextSteps(protocol, reading, component, guide)];
    return next.every(({ step }) => {
      const drawn = protocol.steps[step];
      return drawn?.kind !== "reply" && drawn?.to === component && drawn.from !== component;
    });
  });
}

function failure(state: WatchedRun, activity: Activity, error: unknown): Parameters<typeof fail>[1] {
  const expected = allowedNext(state, activity.component);
  const what =
    activity.kind === "task"
      ? `the background task "${clean(activity.name, 60)}"`
      : `${clean(activity.name, 60)}()`;
  return {
    kind: "failed",
    step: expected[0] ?? activity.steps[0] ?? state.monitor.trace.at(-1),
    sentence: `${what} of ${nameOf(state.subject.protocol, activity.component)} failed with ${showError(error)}, which the diagram does not draw here.`,
    expected,
    thrown: error,
    observed: `✗ ${error instanceof Error ? classNameOf(error) : showValue(error)}`,
  };
}

function describeOutcome({ name }: Activity, outcome: Settlement): string {
  return `${clean(name, 40)}() ${outcome.kind === "returned" ? "answered" : "threw"} ${showSettlement(outcome)}`;
}
