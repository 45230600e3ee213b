import type { AsyncLocalStorage } from "node:async_hooks";
import type { CallStep, FragmentId, ReplyStep, Step, StepId } from "../../model/diagram-protocol.ts";
import { placeOf, type Reading } from "../monitor/reading.ts";
import { nextSteps } from "../monitor/next-steps.ts";
import type { Scenario } from "../draw/scenario.ts";
import type { Knowledge } from "../values/knowledge.ts";
import type { Unfilled, Violation } from "../report/violation.ts";
import type { Subject } from "./subject.ts";

export type Mode =
  | { readonly kind: "as-drawn" }
  /** The outgoing call with this number is rejected. */
  | { readonly kind: "fault"; readonly at: number }
  /** The first call of this step carries a payload that its schema refuses. */
  | {
      readonly kind: "bad-input";
      readonly step: StepId;
      readonly argument: number;
      readonly corruption: number;
    };

/** An operation of a real component, or a task that one started in the background. */
export interface Activity {
  readonly kind: "operation" | "task";
  readonly component: string;
  readonly name: string;
  /** The calls that this operation may be answering. */
  readonly steps: readonly StepId[];
  /** Who called: an operation or task of a real component, if it was one. */
  readonly parent: Activity | undefined;
  outcome: Settlement | undefined;
}

export type Settlement =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown };

/** A call that a real component makes, as its collaborator sees it. */
export interface ObservedCall {
  /** Undefined when it comes through an object that was handed on, such as an acknowledgement. */
  readonly caller: string | undefined;
  readonly to: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A call of a scripted participant that waits for its drawn answer. */
export interface Pending {
  readonly caller: string;
  readonly steps: readonly StepId[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** What is to happen instead of the drawn answer, at the moment at which that is due. */
  readonly fault?: Aftermath | undefined;
}

/** What is different once the run has been disturbed on purpose. */
export interface Aftermath {
  readonly step: StepId;
  /** The operations and tasks that were under way around it, innermost first. */
  readonly open: readonly Activity[];
  /** Whatever else was under way already: it goes on, since it cannot know. */
  readonly elsewhere: readonly Activity[];
  readonly error: Error | undefined;
  readonly provoked: string;
}

export interface BackgroundTask {
  readonly component: string;
  readonly name: string;
  readonly work: () => Promise<void>;
  readonly parent: Activity | undefined;
}

/** The state of one run; its parts are changed by the modules that watch and drive it. */
export interface RunState {
  readonly subject: Subject;
  readonly scenario: Scenario;
  readonly mode: Mode;
  readonly current: AsyncLocalStorage<Activity>;
  readonly instances: Map<string, object>;
  readonly scopes: Map<string, Knowledge>;
  readonly activities: Set<Activity>;
  readonly pending: Set<Pending>;
  readonly tasks: BackgroundTask[];
  readonly trace: StepId[];
  /** What was drawn and used, for the report. */
  readonly used: string[];
  readonly unfilled: Unfilled[];
  /** For each decided branch or loop, what the finished run made of it. */
  readonly taken: { readonly fragment: FragmentId; readonly branch?: number; readonly rounds?: number }[];
  readings: readonly Reading[];
  outgoing: number;
  consultations: number;
  aftermath: Aftermath | undefined;
  violation: Violation | undefined;
  over: boolean;
  /** Counts everything that happens, so that the driver can tell whether something did. */
  happened: number;
  /** It was waited for something that never came. */
  ranOutOfPatience: boolean;
}

/** Ends the run with this violation; only the first one counts. */
export function fail(state: RunState, violation: Violation): void {
  state.happened += 1;
  state.over = true;
  state.violation ??= violation;
}

/** What a participant gets that must do nothing more: an answer that never comes. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

export function stepOf(state: RunState, id: StepId): Step | undefined {
  return state.subject.protocol.steps[id];
}

export function callSteps(state: RunState): readonly (readonly [StepId, CallStep])[] {
  return Object.entries(state.subject.protocol.steps).flatMap(([id, step]) =>
    step.kind === "call" ? [[id, step] as const] : [],
  );
}

export function replySteps(
  state: RunState,
  answered: readonly StepId[],
): readonly (readonly [StepId, ReplyStep])[] {
  return Object.entries(state.subject.protocol.steps).flatMap(([id, step]) =>
    step.kind === "reply" && answered.includes(step.answers) ? [[id, step] as const] : [],
  );
}

export function isReal(state: RunState, participant: string): boolean {
  return state.subject.real.includes(participant);
}

/** The lifelines of a step that are watched. */
export function watched(state: RunState, step: Step): readonly string[] {
  return [...new Set([step.from, step.to])].filter((participant) => isReal(state, participant));
}

/** The steps that the diagram allows next on a lifeline, in diagram order. */
export function allowedNext(state: RunState, component: string): readonly StepId[] {
  const next = state.readings.flatMap((configuration) =>
    [...nextSteps(state.subject.protocol, configuration, component)].map(({ step }) => step),
  );
  return inDiagramOrder(state, next).slice(0, 4);
}

export function inDiagramOrder(state: RunState, steps: readonly StepId[]): readonly StepId[] {
  const line = (id: StepId): number => stepOf(state, id)?.line ?? 0;
  return [...new Set(steps)].sort((left, right) => line(left) - line(right));
}

/** What a participant knows: a real one in this reading, a scripted one in the whole run. */
export function knowledgeOf(state: RunState, configuration: Reading, participant: string): Knowledge {
  return isReal(state, participant)
    ? placeOf(configuration, participant).scope
    : (state.scopes.get(participant) ?? new Map());
}
