import { AsyncLocalStorage } from "node:async_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import type { Subject } from "./subject.ts";
import { initialReading, visitedFragment, type Reading } from "../monitor/reading.ts";
import { createInstances } from "./instances.ts";
import { clean, mentionOf, nameOf } from "../report/describe-step.ts";
import { finished } from "../monitor/next-steps.ts";
import { track } from "./operation.ts";
import { allowedNext, fail, inDiagramOrder, type Activity, type Mode, type RunState } from "./run-state.ts";
import { scenarioGuide, type Scenario } from "../draw/scenario.ts";
import { perform, pickAction, scriptedActions } from "./scripted-actions.ts";
import { showError } from "../report/show-value.ts";
import { noteUnfilled } from "./unfilled.ts";

/** Lets the real components follow one scenario, and watches them. */
export async function run(
  subject: Subject,
  scenario: Scenario,
  mode: Mode = { kind: "as-drawn" },
): Promise<RunState> {
  const state = initialState(subject, scenario, mode);
  try {
    createInstances(state);
    await drive(state);
  } catch (error) {
    if (state.over || noteUnfilled(state, error)) return state;
    if (state.instances.size === subject.real.length) throw error;
    fail(state, {
      kind: "failed",
      step: undefined,
      sentence: `a component could not be created: ${showError(error)}`,
      thrown: error,
      expected: [],
      observed: undefined,
    });
  } finally {
    state.over = true;
  }
  return state;
}

const current = new AsyncLocalStorage<Activity>();

function initialState(subject: Subject, scenario: Scenario, mode: Mode): RunState {
  return {
    subject,
    scenario,
    mode,
    current,
    instances: new Map(),
    scopes: new Map(),
    activities: new Set(),
    pending: new Set(),
    tasks: [],
    trace: [],
    used: [],
    unfilled: [],
    taken: [],
    readings: [initialReading(subject.protocol, subject.real)],
    outgoing: 0,
    consultations: 0,
    aftermath: undefined,
    violation: undefined,
    over: false,
    happened: 0,
    ranOutOfPatience: false,
  };
}

async function drive(state: RunState): Promise<void> {
  while (!state.over) {
    await quiet(state);
    if (state.over) return;
    if (startTask(state)) continue;
    const action = state.aftermath === undefined ? pickAction(state, scriptedActions(state)) : undefined;
    if (action !== undefined) {
      perform(state, action);
      continue;
    }
    if (state.aftermath !== undefined) releasePending(state);
    const unsettled = [...state.activities].filter(({ outcome }) => outcome === undefined);
    if (unsettled.length === 0) {
      if (state.aftermath === undefined) finish(state);
      return;
    }
    if (await somethingHappens(state)) continue;
    if (state.aftermath === undefined) fail(state, stalled(state, unsettled));
    return;
  }
}

/** Lets the components run until they have nothing left to do but wait. */
async function quiet(state: RunState): Promise<void> {
  let seen = -1;
  while (seen !== state.happened) {
    seen = state.happened;
    await turn();
    await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function startTask(state: RunState): boolean {
  const index = state.tasks.findIndex(({ parent }) => parent?.outcome !== undefined || parent === undefined);
  const [task] = index === -1 ? [] : state.tasks.splice(index, 1);
  if (task === undefined) return false;
  const activity: Activity = {
    kind: "task",
    component: task.component,
    name: task.name,
    steps: [],
    parent: undefined,
    outcome: undefined,
  };
  void state.current.exit(() => track(state, activity, task.work)).catch(() => undefined);
  return true;
}

/** After a disturbance nobody follows the script any more: what is still waiting gets on with a neutral answer. */
function releasePending(state: RunState): void {
  for (const pending of state.pending) {
    state.happened += 1;
    pending.resolve(undefined);
  }
  state.pending.clear();
}

async function somethingHappens(state: RunState): Promise<boolean> {
  const before = state.happened;
  for (let count = 0; count < turnsMax; count += 1) {
    await turn();
    if (state.happened !== before) return true;
  }
  // Components may wait for something of their own, such as a timer. Pauses are counted rather than timed: where the
  // machine is slow, or stands still, they take longer too.
  const pausesMax = Math.ceil(state.subject.patienceMs / pauseMs);
  for (let count = 0; count < pausesMax; count += 1) {
    await pause(pauseMs);
    if (state.happened !== before) return true;
  }
  state.ranOutOfPatience = true;
  return false;
}

const turnsMax = 200;
const pauseMs = 5;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      clearTimeout(timer);
      resolve();
    }, ms);
  });
}

function stalled(state: RunState, unsettled: readonly Activity[]): Parameters<typeof fail>[1] {
  const [activity] = unsettled;
  const component = activity?.component ?? "";
  const expected = allowedNext(state, component);
  const [next] = expected;
  const awaited =
    next === undefined ? "" : `; ${mentionOf(state.subject.protocol, next)} should have come next`;
  const late =
    state.tasks.length > 0
      ? " It seems to wait for its own background task, which starts only after the answer."
      : "";
  return {
    kind: "stalled",
    step: next ?? activity?.steps[0],
    sentence: `${clean(activity?.name ?? "", 60)}() of ${nameOf(state.subject.protocol, component)} never ended${awaited}.${late}`,
    expected,
    observed: undefined,
  };
}

function finish(state: RunState): void {
  const { protocol, real } = state.subject;
  const guide = scenarioGuide(protocol, state.scenario);
  const ended =
    state.readings.map((reading) => finished(protocol, reading, real, guide)).find(Boolean) ??
    state.readings.map((reading) => finished(protocol, reading, real)).find(Boolean);
  if (ended !== undefined) {
    noteTaken(state, ended);
    return;
  }
  const expected = inDiagramOrder(
    state,
    real.flatMap((component) => allowedNext(state, component)),
  );
  const [step] = expected;
  fail(state, {
    kind: "missing",
    step: step ?? state.trace.at(-1),
    sentence:
      step === undefined
        ? "the run ended where the diagram does not end."
        : `expected next ${mentionOf(protocol, step)}, but nothing more happened.`,
    expected,
    observed: undefined,
  });
}

function noteTaken(state: RunState, ended: Reading): void {
  for (const [key, branches] of ended.branches) {
    const [branch, ...others] = branches;
    if (branch !== undefined && others.length === 0)
      state.taken.push({ fragment: visitedFragment(key), branch });
  }
  for (const [key, { exactly }] of ended.rounds) {
    if (exactly !== undefined) state.taken.push({ fragment: visitedFragment(key), rounds: exactly });
  }
}
