import { drawn, scenarioGuide, type Scenario } from "../draw/scenario.ts";
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
import {
  allowedNext,
  fail,
  inDiagramOrder,
  type RunGroup,
  type RunState,
  type WatchedRun,
} from "../state/run-state.ts";
import { perform, pickAction, scriptedActions } from "./scripted-actions.ts";
import type { Subject } from "../state/subject.ts";
import { noteUnfilled } from "../state/unfilled.ts";
import { UsedValues } from "../state/used-values.ts";
import { Questions } from "../state/questions.ts";
import { Transactions } from "../state/transactions.ts";
import { WaitingCalls } from "../state/waiting-calls.ts";

/** What one event or request of a group is to set off. */
export interface Part {
  readonly scenario: Scenario;
  readonly mode?: Mode;
}

/** How several runs share their components: one begins when the one before is over, or all go on in these turns. */
export type Sharing =
  | { readonly kind: "one-after-the-other" }
  /** One begins so many ms after the one before, or when that is over, whichever comes last. */
  | { readonly kind: "in-rhythm"; readonly everyMs: number }
  /** Which of them does something next, by its number; starts over at the end. */
  | { readonly kind: "at-the-same-time"; readonly turns: readonly number[] };

/** Lets the real components follow one scenario, and watches them. */
export async function run(subject: Subject, scenario: Scenario, mode?: Mode): Promise<RunState> {
  const [state] = await runTogether(subject, [{ scenario, ...(mode === undefined ? {} : { mode }) }], {
    kind: "one-after-the-other",
  });
  return state;
}

/** Lets the same real components follow several scenarios; ends at the first thing that is wrong in any of them. */
export async function runTogether(
  subject: Subject,
  [begun, ...others]: readonly [Part, ...Part[]],
  sharing: Sharing,
): Promise<readonly [RunState, ...RunState[]]> {
  subject.time.restart();
  const group: RunGroup = { subject, instances: new Map(), runs: [] };
  const first = initialState(group, begun);
  const further = others.map((part) => initialState(group, part));
  group.runs.push(first, ...further);
  try {
    createInstances(group);
    if (sharing.kind === "at-the-same-time") await drive(group.runs, sharing.turns);
    else if (sharing.kind === "in-rhythm") await driveInRhythm(group.runs, sharing.everyMs);
    else for (const state of group.runs) await drive([state], []);
  } catch (error) {
    noteFailure(group, error);
  } finally {
    for (const { course } of group.runs) course.end();
  }
  return [first, ...further];
}

function noteFailure({ subject, instances, runs: [state, ...others] }: RunGroup, error: unknown): void {
  if (state === undefined) throw error;
  if ([state, ...others].some(({ course }) => course.over) || noteUnfilled(state, error)) return;
  if (instances.size === subject.real.length) throw error;
  fail(state, {
    kind: "failed",
    step: undefined,
    sentence: `a component could not be created: ${showError(error)}`,
    thrown: error,
    expected: [],
    observed: undefined,
  });
}

function initialState(group: RunGroup, { scenario, mode = { kind: "as-drawn" } }: Part): RunState {
  const { subject } = group;
  return {
    subject,
    scenario,
    group,
    course: new Course(),
    monitor: new Monitor(subject.protocol, subject.real),
    activities: new Activities(),
    waiting: new WaitingCalls(),
    transactions: new Transactions(),
    disturbance: new Disturbance(mode),
    used: new UsedValues(),
    questions: new Questions(),
  };
}

async function driveInRhythm(runs: readonly RunState[], everyMs: number): Promise<void> {
  for (const [index, state] of runs.entries()) {
    let isDue = false;
    // The clock is the virtual one: what else is due before then comes before.
    setTimeout(() => (isDue = true), everyMs);
    await (index === runs.length - 1 ? drive([state], []) : drive([state], [], () => isDue));
  }
}

/**
 * Lets the components and the script go on until neither has anything left to do: then the runs are over. `isOver`:
 * once all are done, they are also over when the next ones begin, whatever timers are left.
 */
async function drive(
  runs: readonly RunState[],
  turns: readonly number[],
  isOver: () => boolean = () => false,
): Promise<void> {
  const [first] = runs;
  if (first === undefined) return;
  const { subject, runs: all } = first.group;
  const idle = new Idle(subject, () => all.reduce((sum, { course }) => sum + course.happened, 0));
  for (let taken = 0; ; taken += 1) {
    await idle.settle();
    if (all.some(({ course }) => course.over)) return;
    const next = (drawn(turns, taken) ?? 0) % runs.length;
    const inTurn = [...runs.slice(next), ...runs.slice(0, next)];
    if (inTurn.some((state) => startTask(state) || followScript(state))) continue;
    const isBusy = runs.some(({ activities }) => activities.unsettled.length > 0);
    const goesOn = (isBusy || !isOver()) && (await idle.somethingHappens(isBusy));
    if (goesOn) continue;
    for (const state of runs) conclude(state, idle);
    return;
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

/** Something is under way that does not end. */
export function stalled(state: WatchedRun, { component, name, steps }: Activity): Violation {
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
