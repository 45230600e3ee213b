import { AsyncLocalStorage } from "node:async_hooks";
import type { Subject } from "./subject.ts";
import { Idle } from "../time/idle.ts";
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
  subject.time.restart();
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
    readings: [initialReading(subject.real)],
    outgoing: 0,
    consultations: 0,
    aftermath: undefined,
    violation: undefined,
    over: false,
    happened: 0,
    ranOutOfPatience: false,
  };
}

/** Lets the components and the script go on until neither has anything left to do: then the run is over. */
async function drive(state: RunState): Promise<void> {
  const idle = new Idle(state.subject, () => state.happened);
  for (;;) {
    await idle.settle();
    if (state.over) return;
    if (startTask(state) || followScript(state)) continue;
    if (await idle.somethingHappens(isWaiting(state))) continue;
    return conclude(state, idle);
  }
}

function followScript(state: RunState): boolean {
  if (state.aftermath !== undefined) return releasePending(state);
  const action = pickAction(state, scriptedActions(state));
  if (action !== undefined) perform(state, action);
  return action !== undefined;
}

function isWaiting(state: RunState): boolean {
  return unsettled(state).length > 0;
}

function unsettled({ activities }: RunState): readonly Activity[] {
  return [...activities].filter(({ outcome }) => outcome === undefined);
}

/** Nothing more will happen: the diagram has to end here, too. */
function conclude(state: RunState, idle: Idle): void {
  state.ranOutOfPatience = idle.ranOutOfPatience;
  if (state.aftermath !== undefined) return;
  const waiting = unsettled(state);
  if (waiting.length === 0) finish(state);
  else fail(state, stalled(state, waiting));
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
function releasePending(state: RunState): boolean {
  const isAnyoneWaiting = state.pending.size > 0;
  for (const pending of state.pending) {
    state.happened += 1;
    pending.resolve(undefined);
  }
  state.pending.clear();
  return isAnyoneWaiting;
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
