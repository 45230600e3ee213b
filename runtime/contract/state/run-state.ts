import type { DiagramProtocol, DrawnStep } from "../../model/diagram-protocol.ts";
import type { Scenario } from "../draw/scenario.ts";
import type { CallStep, ReplyStep, Step, StepId } from "../../model/steps.ts";
import type { Monitor } from "../monitor/monitor.ts";
import { nextSteps } from "../monitor/next-steps.ts";
import { markHere } from "../report/stack-frames.ts";
import type { Violation } from "../report/violation.ts";
import type { Activities } from "./activities.ts";
import type { Course } from "./course.ts";
import type { Disturbance } from "./disturbance.ts";
import type { Statements } from "../values/load-statements.ts";
import type { Cast, Subject } from "./subject.ts";
import type { Questions } from "./questions.ts";
import type { Transactions } from "./transactions.ts";
import type { UsedValues } from "./used-values.ts";
import type { WaitingCalls } from "./waiting-calls.ts";

/** Runs on the same components: one, or several that come one after the other or at the same time. */
export interface RunGroup {
  readonly subject: Subject;
  /** The real components, once `createInstances` has made them; by component code. */
  readonly instances: Map<string, object>;
  /** At least one, in the order in which they begin. */
  readonly runs: RunState[];
}

/** One run, as far as it is held against the diagram, at whatever level. Each part is changed by itself only. */
export interface WatchedRun {
  readonly subject: Cast & Statements;
  readonly scenario: Scenario;
  readonly course: Course;
  readonly monitor: Monitor;
  readonly activities: Activities;
  readonly disturbance: Disturbance;
  readonly used: UsedValues;
}

/** One run in which a script plays all but the components under test. */
export interface RunState extends WatchedRun {
  readonly subject: Subject;
  readonly group: RunGroup;
  readonly waiting: WaitingCalls;
  readonly transactions: Transactions;
  readonly questions: Questions;
}

/** A call that a real component makes, as its collaborator sees it. */
export interface ObservedCall {
  /** Undefined when it comes through an object that was handed on, such as an acknowledgement. */
  readonly caller: string | undefined;
  readonly to: string;
  readonly method: string;
  readonly args: readonly unknown[];
  /** By a collaborator that is not drawn, but given by `system.ts`: what is not drawn is no mistake there. */
  readonly isFurther?: boolean;
}

/** Ends the run with this violation; only the first one counts. */
export function fail({ course }: Pick<WatchedRun, "course">, violation: Violation): void {
  course.fail(violation);
}

/** As `fail`, for a call that is just being made: the report says where. */
export function failAtCall(state: Pick<WatchedRun, "course">, violation: Violation): void {
  fail(state, { ...violation, mark: markHere() });
}

/** What a participant gets that must do nothing more: an answer that never comes. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

export function stepOf(state: WatchedRun, id: StepId): DrawnStep | undefined {
  return state.subject.protocol.steps[id];
}

export function callSteps({ subject }: WatchedRun): readonly (readonly [StepId, CallStep])[] {
  return sortedSteps(subject.protocol).calls;
}

export function replySteps(
  { subject }: WatchedRun,
  answered: readonly StepId[],
): readonly (readonly [StepId, ReplyStep])[] {
  const { replies } = sortedSteps(subject.protocol);
  return replies.filter(([, { answers }]) => answered.includes(answers));
}

interface SortedSteps {
  readonly calls: readonly (readonly [StepId, CallStep])[];
  readonly replies: readonly (readonly [StepId, ReplyStep])[];
}

// Asked for at each call: sorted once for each diagram.
const sorted = new WeakMap<DiagramProtocol, SortedSteps>();

function sortedSteps(protocol: DiagramProtocol): SortedSteps {
  const known = sorted.get(protocol);
  if (known !== undefined) return known;
  const steps = Object.entries(protocol.steps);
  const found: SortedSteps = {
    calls: steps.flatMap(([id, step]) => (step.kind === "call" ? [[id, step] as const] : [])),
    replies: steps.flatMap(([id, step]) => (step.kind === "reply" ? [[id, step] as const] : [])),
  };
  sorted.set(protocol, found);
  return found;
}

export function isReal(state: WatchedRun, participant: string): boolean {
  return state.subject.real.includes(participant);
}

/** The lifelines of a step that are watched. */
export function watched(state: WatchedRun, step: Step): readonly string[] {
  return [...new Set([step.from, step.to])].filter((participant) => isReal(state, participant));
}

/** The steps that the diagram allows next on a lifeline, in diagram order. */
export function allowedNext(state: WatchedRun, component: string): readonly StepId[] {
  const next = state.monitor.readings.flatMap((configuration) =>
    [...nextSteps(state.subject.protocol, configuration, component)].map(({ step }) => step),
  );
  return inDiagramOrder(state, next).slice(0, 4);
}

export function inDiagramOrder(state: WatchedRun, steps: readonly StepId[]): readonly StepId[] {
  const line = (id: StepId): number => stepOf(state, id)?.line ?? 0;
  return [...new Set(steps)].sort((left, right) => line(left) - line(right));
}
