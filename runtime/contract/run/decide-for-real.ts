import { AsyncLocalStorage } from "node:async_hooks";
import type { Asked } from "../instances/drawn-methods.ts";
import type { Method } from "../instances/intercept.ts";
import { clean, nameOf } from "../report/describe-step.ts";
import { showError, showValue } from "../report/show-value.ts";
import type { Violation } from "../report/violation.ts";
import { allowedNext, fail, never, type RunState } from "../state/run-state.ts";
import { noteUnfilled } from "../state/unfilled.ts";
import { deepEqual } from "../values/deep-equal.ts";
import { answerDecision, askedAbout, holdTo } from "./answer-decision.ts";
import { unlikeList } from "./unlike-list.ts";
import { knownItems } from "../monitor/known-items.ts";
import { readsOf } from "../instances/reads-of.ts";

const deciding = new AsyncLocalStorage<true>();

/** A component asks this method of its own. */
export interface Asking {
  readonly component: string;
  readonly method: string;
  readonly original: Method;
  readonly args: readonly unknown[];
}

/** Lets a component's own method decide, and holds the component to what it says. */
export function decideForReal(state: RunState, asking: Asking, asked: readonly Asked[]): unknown {
  const { component, method, args } = asking;
  // A method that asks another one decides, and not the other one.
  if (deciding.getStore() === true) return asking.original(...args);
  const original: Method = (...given) => deciding.run(true, () => asking.original(...given));
  const about = askedAbout(state, component, asked);
  state.course.goOn();
  const before = args.map(copied);
  const happened = state.course.happened;
  const { finds } = state.questions;
  const asksOthers = (): boolean => state.course.happened !== happened;
  const failed = (error: unknown): unknown => {
    if (state.course.over || noteUnfilled(state, error)) return undefined;
    // What it asked of others was answered by a script that cannot know what it needs.
    if (asksOthers()) return answerDecision(state, component, method, asked);
    if (error instanceof Error && !isMistake(error)) {
      state.questions.noteRefusal(component, method, error);
      return answerDecision(state, component, method, asked);
    }
    return wrong(state, asking, {
      kind: "wrong-decision",
      sentence: `${nameIn(state, asking)} failed with ${showError(error)}, although the diagram asks it about what it is given.`,
      thrown: error,
    });
  };
  const answered = (answer: unknown): unknown => {
    if (about === undefined || state.course.over) return answer;
    const askAgain = asksOthers() ? undefined : (given: readonly unknown[]) => original(...given);
    const found = state.questions.foundSince(finds);
    return judged(state, asking, { about, answer, before, askAgain, found });
  };
  try {
    const answer = original(...args);
    return answer instanceof Promise ? answer.then(answered, failed).then(orNever(state)) : answered(answer);
  } catch (error) {
    return failed(error);
  }
}

/** Nobody throws these on purpose. */
function isMistake(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

interface Answered {
  readonly about: Asked;
  readonly answer: unknown;
  /** Copies of what it was given. */
  readonly before: readonly unknown[];
  /** Undefined where asking again would ask others again. */
  readonly askAgain: ((args: readonly unknown[]) => unknown) | undefined;
  /** The items that others have let it find. */
  readonly found: readonly unknown[] | undefined;
}

function judged(
  state: RunState,
  asking: Asking,
  { about, answer, before, askAgain, found }: Answered,
): unknown {
  const { args, component, method } = asking;
  const unfit =
    unfitAnswer(state, asking, about, answer) ??
    (deepEqual(before, args.map(copied)) ? undefined : changedItsValues(state, asking)) ??
    moreThanFound(state, asking, answer, found) ??
    otherThanDrawn(state, asking, about, answer);
  if (unfit !== undefined) return wrong(state, asking, unfit);
  const { reads, again } =
    askAgain === undefined ? { reads: true, again: undefined } : readsOf(args, askAgain);
  const hold = (second: unknown): unknown => {
    const isSame = second === undefined || typeof answer !== "boolean" || second === answer;
    if (!isSame && !isLoop(state, about)) return wrong(state, asking, fickle(state, asking, answer));
    const said = answer as boolean | readonly unknown[];
    state.used.note(
      `${clean(method, 60)}(): ${typeof said === "boolean" ? (said ? "yes" : "no") : `${said.length} items`}`,
    );
    state.questions.note({
      component,
      method,
      fragment: about.fragment,
      branch: about.branch,
      answer: typeof said === "boolean" ? said : said.length,
      looked: reads,
      ...(typeof said === "boolean" ? {} : { items: said, found }),
    });
    holdTo(state, component, about, said);
    return answer;
  };
  return again instanceof Promise
    ? again.then(hold, () => hold(undefined)).then(orNever(state))
    : hold(again);
}

function isLoop(state: RunState, { fragment }: Asked): boolean {
  return state.subject.protocol.fragments[fragment]?.operator === "loop";
}

/** What an answer must be, whatever the component decides. */
function unfitAnswer(
  state: RunState,
  asking: Asking,
  { decision, fragment }: Asked,
  answer: unknown,
): Found | undefined {
  const told = (what: string): Found => ({
    kind: "wrong-decision",
    sentence: `${nameIn(state, asking)} answers ${showValue(answer, 2)}, ${what}.`,
  });
  if (decision.answers === "yes-no")
    return typeof answer === "boolean" ? undefined : told("which is neither true nor false");
  if (!Array.isArray(answer)) return told("which is no array of items");
  const { times } = state.subject.protocol.fragments[fragment] ?? {};
  const { min = 0, max = Number.POSITIVE_INFINITY } = times ?? {};
  if (answer.length < min || answer.length > max) return told(`but the loop runs ${min} to ${max} times`);
  const { type } = decision;
  const unfit: unknown = answer.find((item) => type !== undefined && !type.safeParse(item).success);
  return unfit === undefined ? undefined : told(`of which ${showValue(unfit)} is no such item`);
}

/** Items that were found, and are gone through more often than that. */
function moreThanFound(
  state: RunState,
  asking: Asking,
  answer: unknown,
  found: readonly unknown[] | undefined,
): Found | undefined {
  if (!Array.isArray(answer) || found === undefined || answer.length <= found.length) return undefined;
  const times = (items: readonly unknown[], item: unknown): number =>
    items.filter((one) => deepEqual(one, item)).length;
  const items: readonly unknown[] = answer;
  // What is made of the items found may be more than they are.
  if (items.some((item) => times(found, item) === 0)) return undefined;
  const twice = items.find((item) => times(items, item) > times(found, item));
  return {
    kind: "wrong-decision",
    sentence: `${nameIn(state, asking)} answers ${items.length} items, although it has found ${found.length}: ${showValue(twice, 2)} is there more often.`,
  };
}

/** Another list than the one that the diagram names. */
function otherThanDrawn(
  state: RunState,
  asking: Asking,
  { fragment }: Asked,
  answer: unknown,
): Found | undefined {
  const { protocol } = state.subject;
  const path = protocol.fragments[fragment]?.lists?.[asking.component];
  const [reading] = state.monitor.readings;
  const list = reading && knownItems(protocol, reading, asking.component, fragment);
  if (!Array.isArray(answer) || path === undefined || list === undefined) return undefined;
  const what = unlikeList(answer, list);
  return what === undefined
    ? undefined
    : {
        kind: "wrong-decision",
        sentence: `${nameIn(state, asking)} answers ${answer.length} items, although the loop goes through ${clean(path, 60)}, which has ${list.length}: ${what}.`,
      };
}

type Found = Pick<Violation, "kind" | "sentence" | "thrown">;

function changedItsValues(state: RunState, asking: Asking): Found {
  return {
    kind: "wrong-decision",
    sentence: `${nameIn(state, asking)} changes what it is asked about.`,
  };
}

function fickle(state: RunState, asking: Asking, answer: unknown): Found {
  const [first, second] = answer === true ? ["yes", "no"] : ["no", "yes"];
  return {
    kind: "wrong-decision",
    sentence: `${nameIn(state, asking)} says ${first}, and, asked the same again, ${second}.`,
  };
}

function nameIn({ subject }: RunState, { component, method }: Asking): string {
  return `${clean(method, 60)}() of ${nameOf(subject.protocol, component)}`;
}

/** Ends the run; a method that answers at once can only throw then. */
function wrong(state: RunState, { component, method }: Asking, found: Found): never {
  const expected = allowedNext(state, component);
  fail(state, {
    ...found,
    step: expected[0] ?? state.monitor.trace.at(-1),
    expected,
    observed: `${clean(method, 60)}()`,
    culprit: component,
  });
  throw new Error("this run is over");
}

/** What is awaited when the run is over never comes. */
function orNever(state: RunState): (answer: unknown) => unknown {
  return (answer) => (state.course.over ? never() : answer);
}

/** What cannot be copied, such as an object to be called back, stands for itself. */
function copied(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
