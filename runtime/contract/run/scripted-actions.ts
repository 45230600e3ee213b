import { drawn, argumentKey, replyKey, scenarioGuide } from "../draw/scenario.ts";
import { samplesOfSchema, samplesOfSchemas, steered } from "../draw/steer.ts";
import { corruptions } from "../draw/corruptions.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { portOf, schemaOf, type CallStep, type ReplyStep, type StepId } from "../../model/steps.ts";
import { areConcurrent } from "../monitor/concurrent-steps.ts";
import { decidedBy, learnAnswer } from "../monitor/match-answer.ts";
import { withArguments } from "../monitor/match-arguments.ts";
import { advance, nextSteps } from "../monitor/next-steps.ts";
import {
  knowledgeOf,
  placeOf,
  scopeAt,
  visitOf,
  withKnowledge,
  type Place,
  type Reading,
} from "../monitor/reading.ts";
import { arrowOf } from "../report/describe-step.ts";
import { showValue } from "../report/show-value.ts";
import { encoded } from "../values/encoding.ts";
import { withSpec } from "../values/filled-value.ts";
import { bind, type Knowledge, knownAt, lookup, valueAt } from "../values/knowledge.ts";
import { matchValue } from "../values/match-value.ts";
import { snapshot } from "../values/snapshot.ts";
import { factsOfCall, undrawnAnswer } from "./sql-shape.ts";
import { letFail } from "./try-again.ts";
import { handedOn } from "./collaborators.ts";
import { startOperation } from "./operation.ts";
import { isReal, stepOf, watched, type RunState, type WatchedRun } from "../state/run-state.ts";
import type { WaitingCall } from "../state/waiting-calls.ts";

/** Something that a scripted participant may do now. */
export type ScriptedAction =
  | {
      readonly kind: "call";
      readonly id: StepId;
      readonly step: CallStep;
      readonly at: Reading;
      readonly position: readonly number[];
    }
  | {
      readonly kind: "reply";
      readonly id: StepId;
      readonly step: ReplyStep;
      readonly at: Reading;
      readonly position: readonly number[];
      readonly pending: WaitingCall;
    };

/** What scripted participants may do now, in the order in which the diagram draws it. */
export function scriptedActions(state: RunState): readonly ScriptedAction[] {
  const { protocol, real } = state.subject;
  const guide = scenarioGuide(protocol, state.scenario);
  const actions = state.monitor.readings.flatMap((configuration) =>
    real.flatMap((component) =>
      [...nextSteps(protocol, configuration, component, guide)].flatMap(({ step, before }) =>
        actionOf(state, component, step, before),
      ),
    ),
  );
  return actions.sort((left, right) => comparePositions(left.position, right.position));
}

function actionOf(state: RunState, component: string, id: StepId, at: Reading): readonly ScriptedAction[] {
  const step = stepOf(state, id);
  if (step === undefined || step.kind === "self" || step.to !== component || isReal(state, step.from))
    return [];
  const position = positionOf(state, id, placeOf(at, component));
  if (step.kind !== "reply") return isBusy(state, id, step) ? [] : [{ kind: "call", id, step, at, position }];
  const pending = state.waiting.find(component, step.answers);
  return pending === undefined ? [] : [{ kind: "reply", id, step, at, position, pending }];
}

/** One thing at a time: a sender that waits for an answer does nothing else meanwhile, but for other branches of a `par`. */
function isBusy(state: RunState, id: StepId, { from }: CallStep): boolean {
  return state.activities.unsettled.some(({ steps, parent }) => {
    const step = parent === undefined ? stepOf(state, steps[0] ?? "") : undefined;
    return (
      step?.kind === "call" &&
      step.from === from &&
      step.waits &&
      !areConcurrent(state.subject.protocol, id, steps[0] ?? "")
    );
  });
}

/** The first action in the diagram's order; among the branches of a `par`, the scenario says which. */
export function pickAction(state: RunState, actions: readonly ScriptedAction[]): ScriptedAction | undefined {
  const [first] = actions;
  if (first === undefined) return undefined;
  const rivals = actions.filter(
    ({ id }) => id === first.id || areConcurrent(state.subject.protocol, first.id, id),
  );
  const choice = drawn(state.scenario.order, state.monitor.trace.length) ?? 0;
  return rivals[choice % rivals.length];
}

export function perform(state: RunState, action: ScriptedAction): void {
  state.course.goOn();
  if (action.kind === "call") call(state, action);
  else reply(state, action);
}

function call(state: RunState, { id, step, at }: ScriptedAction & { kind: "call" }): void {
  const { protocol } = state.subject;
  const values = drawnArguments(state, id, at, (port) => handedOn(state, port));
  const sent = corrupted(state, id, step, values);
  if (sent === values) {
    step.args.forEach((argument, index) => {
      if (portOf(argument) === undefined) state.used.note(`${argument.name}: ${showValue(values[index])}`);
    });
  }
  take(state, id, step.to, (reading) =>
    withArguments(protocol, withSent(protocol, reading, step, values), step, step.to, values),
  );
  // A component may change what it is given, but not what was drawn.
  void startOperation(state, step.to, step.method, sent.map(snapshot), [id]).catch(() => undefined);
}

/** What a call carries where the script makes it; `standIn` says what stands for a participant that is handed on. */
export function drawnArguments(
  state: Pick<WatchedRun, "subject" | "scenario">,
  id: StepId,
  at: Reading,
  standIn: (participant: string) => unknown,
): readonly unknown[] {
  const { protocol } = state.subject;
  const step = protocol.steps[id];
  if (step === undefined || step.kind === "reply") return [];
  const { ordinal } = visitOf(protocol, step.within, "", placeOf(at, step.to));
  const plain = step.args.map((argument) => {
    const { name, value } = argument;
    const port = portOf(argument);
    if (port !== undefined) return standIn(port);
    const base = drawn(state.scenario.values.get(argumentKey(id, name)), ordinal);
    return plausible(
      base,
      withSpec(base, value, knownTo(state.subject.protocol, at, step)),
      schemaOf(argument),
    );
  });
  return steeredArguments(state, step, at, plain);
}

/** Arguments that lead to the branches which the scenario takes. */
function steeredArguments(
  state: Pick<WatchedRun, "subject" | "scenario">,
  step: CallStep,
  at: Reading,
  values: readonly unknown[],
): readonly unknown[] {
  if (step.decides.length === 0) return values;
  // Participants that are handed on are no values.
  const plain = step.args.flatMap((argument, index) =>
    portOf(argument) === undefined ? [[argument.name, values[index]] as const] : [],
  );
  const message = Object.fromEntries(plain);
  const fits = (changed: unknown): boolean =>
    step.args.every((argument) => {
      if (portOf(argument) !== undefined) return true;
      const value = valueAt(changed, argument.name);
      const isSaid = matchValue(argument.value, value, knownTo(state.subject.protocol, at, step), "").ok;
      return isSaid && (schemaOf(argument)?.safeParse(value).success ?? true);
    });
  const others = (): readonly unknown[] =>
    samplesOfSchemas(step.args.map((argument) => [argument.name, schemaOf(argument)]));
  const changed = steered(state.subject.protocol, state.scenario, at, message, {
    ...step,
    participant: step.to,
    fits,
    others,
  });
  return step.args.map((argument, index) =>
    portOf(argument) === undefined ? valueAt(changed, argument.name) : values[index],
  );
}

/** The receiver knows what it got; what the sender has sent it will send again wherever the diagram names it again. */
export function withSent(
  protocol: DiagramProtocol,
  reading: Reading,
  step: CallStep,
  values: readonly unknown[],
): Reading {
  const round = scopeAt(protocol, reading, step, "to");
  const own = scopeAt(protocol, reading, step, "from");
  const received = step.args.reduce(
    (known, { name }, index) => bind(known, name, values[index], round),
    knowledgeOf(reading, step.to),
  );
  const sent = step.args.reduce(
    (known, { value }, index) => {
      const name = value.kind === "from" ? value.path : value.kind === "free" ? value.name : undefined;
      const isKnown = name === undefined || lookup(known, name, own) !== undefined;
      return isKnown ? known : bind(known, name, values[index], own);
    },
    knowledgeOf(reading, step.from),
  );
  return withKnowledge(withKnowledge(reading, step.to, received), step.from, sent);
}

function corrupted(
  state: RunState,
  id: StepId,
  step: CallStep,
  values: readonly unknown[],
): readonly unknown[] {
  const { mode } = state.disturbance;
  if (mode.kind !== "bad-input" || mode.step !== id || state.disturbance.aftermath !== undefined)
    return values;
  const argument = step.args[mode.argument];
  const schema = argument && schemaOf(argument);
  if (argument === undefined || schema === undefined) return values;
  const ways = corruptions(schema, values[mode.argument]);
  const way = ways[mode.corruption % Math.max(1, ways.length)];
  if (way === undefined) return values;
  const provoked = `${argument.name}: ${way.what}, i.e. ${showValue(way.value)}`;
  state.disturbance.begin({ step: id, open: [], elsewhere: [], error: undefined, provoked });
  return values.map((value, index) => (index === mode.argument ? way.value : value));
}

function reply(state: RunState, { id, step, at, pending }: ScriptedAction & { kind: "reply" }): void {
  if (pending.fault !== undefined) {
    state.waiting.remove(pending);
    // What may fail counts as answered: what is drawn behind it is to come.
    const { mode } = state.disturbance;
    if (mode.kind === "fault" && mode.isTolerated === true) take(state, id, step.to, (reading) => reading);
    return letFail(state, { fault: pending.fault, args: pending.args, failures: 1 }, pending.reject);
  }
  const { outcome } = step;
  const value = outcome.kind === "returns" ? drawnReply(state, id, step, at) : undefined;
  if (outcome.kind === "returns")
    state.used.note(`${arrowOf(state.subject.protocol, id).split("  ")[0] ?? ""}: ${showValue(value)}`);
  take(state, id, step.to, (reading) => {
    if (outcome.kind !== "returns") return reading;
    return decidedBy(
      state.subject.protocol,
      learnAnswer(state.subject.protocol, reading, step, outcome.as, value),
      step,
      value,
    );
  });
  state.waiting.remove(pending);
  switch (outcome.kind) {
    case "nothing":
      return pending.resolve(nothingFrom(state, step, pending));
    case "returns":
      return pending.resolve(encoded(outcome, snapshot(value), factsOfCall(state, pending.args)));
    case "throws":
      return pending.reject(new outcome.error(outcome.message));
    default:
      return outcome satisfies never;
  }
}

/** A value that leads to the branches which the scenario takes. */
export function drawnReply(state: WatchedRun, id: StepId, step: ReplyStep, at: Reading): unknown {
  const { protocol } = state.subject;
  const { outcome } = step;
  if (outcome.kind !== "returns") return undefined;
  const { ordinal } = visitOf(protocol, step.within, "", placeOf(at, step.to));
  const base = drawn(state.scenario.values.get(replyKey(id)), ordinal);
  const whole = plausible(base, withSpec(base, outcome.value, knownTo(protocol, at, step)), outcome.type);
  return steered(protocol, state.scenario, at, whole, {
    ...step,
    participant: step.to,
    fits: (value) =>
      outcome.type.safeParse(value).success &&
      matchValue(outcome.value, value, knownTo(protocol, at, step), "").ok,
    others: () => samplesOfSchema(outcome.type),
  });
}

/** What the sender of a step knows there. */
function knownTo(protocol: DiagramProtocol, at: Reading, step: CallStep | ReplyStep): Knowledge {
  return knownAt(knowledgeOf(at, step.from), scopeAt(protocol, at, step, "from"));
}

// What is known by name may not fit where the diagram only half says what it is: then the drawn value stands.
function plausible(
  base: unknown,
  specific: unknown,
  schema: { safeParse(value: unknown): { readonly success: boolean } } | undefined,
): unknown {
  return schema === undefined || schema.safeParse(specific).success ? specific : base;
}

function nothingFrom(state: RunState, step: ReplyStep, { args }: WaitingCall): unknown {
  const answered = stepOf(state, step.answers);
  return answered?.kind === "call" ? undrawnAnswer(state, step.from, answered.method, args) : undefined;
}

function take(
  state: RunState,
  id: StepId,
  component: string,
  change: (reading: Reading) => Reading | undefined,
): void {
  const { protocol } = state.subject;
  const guide = scenarioGuide(protocol, state.scenario);
  const step = stepOf(state, id);
  const lifelines = step === undefined ? [component] : watched(state, step);
  const readings = state.monitor.readings.flatMap((reading) =>
    advance(protocol, reading, lifelines, id, guide),
  );
  const changed = readings.flatMap((reading) => change(reading) ?? []);
  state.monitor.take(id, changed.length > 0 ? changed : readings);
}

/** Where an occurrence of a step stands in the unrolled diagram: comparable from left to right. */
function positionOf(state: RunState, id: StepId, place: Place): readonly number[] {
  const { protocol } = state.subject;
  const step = stepOf(state, id);
  const around = (step?.within ?? []).flatMap(([fragment, branch]) => [
    protocol.fragments[fragment]?.line ?? 0,
    place.loops.get(fragment) ?? 0,
    branch,
  ]);
  return [...around, step?.line ?? 0];
}

function comparePositions(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
