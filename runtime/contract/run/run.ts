import { scenarioGuide, type Scenario } from "../draw/scenario.ts";
import { Monitor } from "../monitor/monitor.ts";
import { clean, mentionOf, nameOf } from "../report/describe-step.ts";
import { showError } from "../report/show-value.ts";
import type { Violation } from "../report/violation.ts";
import { Idle } from "../time/idle.ts";
import { Activities, type Activity } from "../state/activities.ts";
import { Course } from "../state/course.ts";
import { Disturbance, type Mode } from "../state/disturbance.ts";
import { answerUndrawn, comesFromOutside } from "./answer-undrawn.ts";
import { createInstances } from "./instances.ts";
import { startTask } from "./operation.ts";
import { allowedNext, fail, inDiagramOrder, type RunState, type WatchedRun } from "../state/run-state.ts";
import { perform, pickAction, scriptedActions } from "./scripted-actions.ts";
import type { Subject } from "../state/subject.ts";
import { noteUnfilled } from "../state/unfilled.ts";
import { UsedValues } from "../state/used-values.ts";
import { Transactions } from "../state/transactions.ts";
import { WaitingCalls } from "../state/waiting-calls.ts";

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
    if (state.course.over || noteUnfilled(state, error)) return state;
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
    state.course.end();
  }
  return state;
}

function initialState(subject: Subject, scenario: Scenario, mode: Mode): RunState {
  return {
    subject,
    scenario,
    instances: new Map(),
    course: new Course(),
    monitor: new Monitor(subject.protocol, subject.real),
    activities: new Activities(),
    waiting: new WaitingCalls(),
    transactions: new Transactions(),
    disturbance: new Disturbance(mode),
    used: new UsedValues(),
    questions: { asked: 0 },
  };
}

/** Lets the components and the script go on until neither has anything left to do: then the run is over. */
async function drive(state: RunState): Promise<void> {
  const idle = new Idle(state.subject, () => state.course.happened);
  for (;;) {
    await idle.settle();
    if (state.course.over) return;
    if (startTask(state) || followScript(state)) continue;
    if (await idle.somethingHappens(state.activities.unsettled.length > 0)) continue;
    return conclude(state, idle);
  }
}

function followScript(state: RunState): boolean {
  if (state.disturbance.aftermath !== undefined) return releaseAll(state);
  const action = pickAction(state, scriptedActions(state));
  if ((action === undefined || comesFromOutside(state, action)) && answerUndrawn(state)) return true;
  if (action !== undefined) perform(state, action);
  return action !== undefined;
}

/** Nothing more will happen: the diagram has to end here, too. */
function conclude(state: RunState, idle: Idle): void {
  if (idle.ranOutOfPatience) state.course.runOutOfPatience();
  if (state.disturbance.aftermath !== undefined) return;
  const [activity] = state.activities.unsettled;
  if (activity === undefined) finish(state);
  else fail(state, stalled(state, activity));
}

/** After a disturbance nobody follows the script any more: what is still waiting gets on with a neutral answer. */
function releaseAll({ waiting, course }: RunState): boolean {
  if (waiting.size === 0) return false;
  waiting.release();
  course.goOn();
  return true;
}

function stalled(state: RunState, { component, name, steps }: Activity): Violation {
  const expected = allowedNext(state, component);
  const [next] = expected;
  const awaited =
    next === undefined ? "" : `; ${mentionOf(state.subject.protocol, next)} should have come next`;
  const late = state.activities.hasTasks
    ? " It seems to wait for its own background task, which starts only after the answer."
    : "";
  return {
    kind: "stalled",
    step: next ?? steps[0],
    sentence: `${clean(name, 60)}() of ${nameOf(state.subject.protocol, component)} never ended${awaited}.${late}`,
    expected,
    observed: undefined,
  };
}

/** The diagram has to end where the run ends. */
export function finish(state: WatchedRun): void {
  const { protocol, real } = state.subject;
  const guide = scenarioGuide(protocol, state.scenario);
  // Nobody has asked anything of the components: this scenario's branches and rounds are no run of the diagram.
  if (state.monitor.finish(guide) || state.monitor.trace.length === 0) return;
  const expected = inDiagramOrder(
    state,
    real.flatMap((component) => allowedNext(state, component)),
  );
  const [step] = expected;
  fail(state, {
    kind: "missing",
    step: step ?? state.monitor.trace.at(-1),
    sentence:
      step === undefined
        ? "the run ended where the diagram does not end."
        : `expected next ${mentionOf(protocol, step)}, but nothing more happened.`,
    expected,
    observed: undefined,
  });
}
