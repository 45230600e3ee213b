import type { ReplyOutcome, ReplyStep, StepId } from "../../model/diagram-protocol.ts";
import { branchesOpen } from "../draw/arbitrary-scenario.ts";
import {
  distinct,
  fragmentVisit,
  placeOf,
  restrictBranches,
  roundOf,
  withPlace,
  type Reading,
} from "../monitor/reading.ts";
import { clean, mentionOf, nameOf } from "../report/describe-step.ts";
import { diagnoseOrder } from "./diagnose-order.ts";
import { decoded } from "../values/encoding.ts";
import { matchValue } from "../values/match-value.ts";
import { advance } from "../monitor/next-steps.ts";
import {
  allowedNext,
  fail,
  isReal,
  replySteps,
  knowledgeOf,
  watched,
  type Activity,
  type Settlement,
  type RunState,
} from "./run-state.ts";
import { bind, valueAt } from "../values/knowledge.ts";
import { classNameOf, showError, showValue } from "../report/show-value.ts";
import { noteUnfilled } from "./unfilled.ts";

/** Holds what an operation or a background task came to against the diagram; false when that ended the run. */
export function observeAnswer(state: RunState, activity: Activity, outcome: Settlement): boolean {
  if (outcome.kind === "threw" && noteUnfilled(state, outcome.error)) return false;
  if (state.aftermath !== undefined) return true;
  const drawn = replySteps(state, activity.steps);
  if (drawn.length === 0) {
    if (outcome.kind === "threw") fail(state, failure(state, activity, outcome.error));
    return outcome.kind === "returned";
  }
  return observeReply(state, activity, outcome, drawn);
}

function observeReply(
  state: RunState,
  activity: Activity,
  outcome: Settlement,
  drawn: readonly (readonly [StepId, ReplyStep])[],
): boolean {
  const tried = state.readings.flatMap((configuration) =>
    drawn.flatMap(([id, step]) =>
      advance(state.subject.protocol, configuration, watched(state, step), id).map((reading) => ({
        id,
        step,
        result: withOutcome(state, reading, step, outcome),
      })),
    ),
  );
  const fitting = tried.flatMap(({ id, result }) =>
    result.kind === "fits" ? [{ id, reading: result.reading }] : [],
  );
  const [first] = fitting;
  if (first !== undefined) {
    state.readings = distinct(fitting.map(({ reading }) => reading));
    state.trace.push(first.id);
    return true;
  }
  const [wrong] = tried;
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

type Tried =
  | { readonly kind: "fits"; readonly reading: Reading }
  | {
      readonly kind: "differs";
      readonly where: string;
      readonly expected: string;
      readonly received: string;
    };

function withOutcome(state: RunState, reading: Reading, step: ReplyStep, outcome: Settlement): Tried {
  const promised = step.outcome;
  if (promised.kind === "throws") {
    if (outcome.kind === "threw" && isDrawnError(promised, outcome.error)) return { kind: "fits", reading };
    const expected = `throw ${promised.error.name}${promised.message === undefined ? "" : `(${showValue(promised.message)})`}`;
    return { kind: "differs", where: "outcome", expected, received: showOutcome(outcome) };
  }
  if (outcome.kind === "threw") {
    return { kind: "differs", where: "outcome", expected: "an answer", received: showOutcome(outcome) };
  }
  if (promised.kind === "nothing") return { kind: "fits", reading };
  return withReturned(state, reading, step, promised, outcome.value);
}

function withReturned(
  state: RunState,
  reading: Reading,
  step: ReplyStep,
  promised: ReplyOutcome & { kind: "returns" },
  value: unknown,
): Tried {
  const plain = decoded(promised.encoding, value);
  const round = roundOf(state.subject.protocol, step.within, placeOf(reading, step.from));
  const match = matchValue(promised.value, plain, knowledgeOf(state, reading, step.from), round);
  if (!match.ok) {
    const where = match.at === "" ? "answer" : match.at;
    return {
      kind: "differs",
      where,
      expected: showValue(match.expected),
      received: showValue(match.received),
    };
  }
  const checked = promised.schema.safeParse(plain);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where =
      issue === undefined || issue.path.length === 0 ? "answer" : issue.path.map(String).join(".");
    return {
      kind: "differs",
      where,
      expected: clean(issue?.message ?? "a value that fits", 120),
      received: showValue(valueAt(plain, where === "answer" ? "" : where)),
    };
  }
  const sender = placeOf(reading, step.from);
  const sent = withPlace(reading, step.from, { ...sender, scope: match.scope });
  const known = learnAnswer(state, sent, step, promised.as, plain);
  const decided = decidedBy(state, known, step, plain);
  return decided === undefined
    ? {
        kind: "differs",
        where: "answer",
        expected: "a value that leads to this branch",
        received: showValue(plain),
      }
    : { kind: "fits", reading: decided };
}

/** The receiver knows the answer by its drawn name from now on. */
export function learnAnswer(
  state: RunState,
  configuration: Reading,
  step: ReplyStep,
  name: string,
  value: unknown,
): Reading {
  const round = roundOf(state.subject.protocol, step.within, placeOf(configuration, step.to));
  const learnt = bind(knowledgeOf(state, configuration, step.to), name, value, round);
  if (!isReal(state, step.to)) {
    state.scopes.set(step.to, learnt);
    return configuration;
  }
  return withPlace(configuration, step.to, { ...placeOf(configuration, step.to), scope: learnt });
}

/** Once a value that decides has crossed the arrow, only the branches that it leads to are open. */
export function decidedBy(
  state: RunState,
  configuration: Reading,
  step: ReplyStep,
  value: unknown,
): Reading | undefined {
  const { protocol } = state.subject;
  return step.decides.reduce<Reading | undefined>((reading, { fragment, field }) => {
    const branches = protocol.fragments[fragment]?.branches ?? [];
    const part = valueAt(value, field);
    const named = branches.flatMap(({ oneOf }, index) =>
      oneOf?.some((one) => one === part) === true ? [index] : [],
    );
    const rest = branches.flatMap(({ oneOf }, index) => (oneOf === undefined ? [index] : []));
    const led = named.length > 0 ? named : rest;
    if (reading === undefined || led.length === 0 || led.length === branches.length) return reading;
    const place = placeOf(reading, isReal(state, step.to) ? step.to : step.from);
    const open = branchesOpen(protocol, step, fragment).filter((branch) => led.includes(branch));
    return restrictBranches(reading, fragmentVisit(protocol, fragment, place).key, open);
  }, configuration);
}

function isDrawnError(promised: ReplyOutcome, error: unknown): boolean {
  if (promised.kind !== "throws" || !(error instanceof Error)) return false;
  const sameClass = error.constructor.name === promised.error.name || error instanceof promised.error;
  return sameClass && (promised.message === undefined || promised.message === error.message);
}

function isAlike(promised: ReplyOutcome, outcome: Settlement): boolean {
  if (outcome.kind === "threw") return isDrawnError(promised, outcome.error);
  if (promised.kind !== "returns") return false;
  const plain = decoded(promised.encoding, outcome.value);
  return promised.schema.safeParse(plain).success && matchValue(promised.value, plain, new Map(), "").ok;
}

function failure(state: RunState, activity: Activity, error: unknown): Parameters<typeof fail>[1] {
  const expected = allowedNext(state, activity.component);
  const what =
    activity.kind === "task"
      ? `the background task "${clean(activity.name, 60)}"`
      : `${clean(activity.name, 60)}()`;
  return {
    kind: "failed",
    step: expected[0] ?? activity.steps[0] ?? state.trace.at(-1),
    sentence: `${what} of ${nameOf(state.subject.protocol, activity.component)} failed with ${showError(error)}, which the diagram does not draw here.`,
    expected,
    thrown: error,
    observed: `✗ ${error instanceof Error ? classNameOf(error) : showValue(error)}`,
  };
}

function describeOutcome({ name }: Activity, outcome: Settlement): string {
  return `${clean(name, 40)}() ${outcome.kind === "returned" ? "answered" : "threw"} ${showOutcome(outcome)}`;
}

function showOutcome(outcome: Settlement): string {
  return outcome.kind === "returned" ? showValue(outcome.value) : showError(outcome.error);
}
