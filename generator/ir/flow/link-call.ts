import { findRhythm, stepName } from "seqwright-runtime/model";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import {
  addStep,
  callKey,
  commonToSteps,
  decidesOf,
  noteHoles,
  type Carrier,
  type LinkState,
  type PathState,
} from "./link-state.ts";
import type { Argument, CallStep, TypeExpr, Value } from "../model/diagram-model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import {
  idle,
  pushFrame,
  topFrame,
  typeAt,
  withTopFrame,
  type Frame,
  type Known,
  type Scopes,
} from "./scope.ts";
import { speaksOfValidation } from "../../text/lexical/validation.ts";
import { isCommand } from "../model/wire-form.ts";
import { signatureOf, type Passed, type Signature } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { finder, passedValue } from "./values.ts";

/** Adds the step of an arrow that asks for something, and lets its receiver begin with what it is given. */
export function linkCall(arrow: ReadArrow, before: PathState, linking: LinkState): PathState {
  const state = started(arrow, before, linking);
  const signature = apart(arrow.to, drawnSignature(arrow, state.scopes, linking), linking);
  linking.signatures.set(arrow.id, signature);
  const { args, scopes } = passedArguments(arrow, signature, state.scopes, linking);
  const step: CallStep = {
    ...callStep(arrow, signature, args, linking),
    cause: causeOf(arrow, state, linking),
  };
  addStep(linking, step);
  const known = args.map((argument): Known => ({ name: argument.name, type: argument.type }));
  if (step.kind === "self") {
    if (!step.background) return { ...state, scopes };
    const working = topFrame(scopes, arrow.from);
    return { ...state, scopes: withTopFrame(scopes, arrow.from, { ...working, background: known }) };
  }
  const carriers = args.map((argument): Carrier => ({
    from: arrow.id,
    prefix: argument.name,
    type: argument.type,
  }));
  return {
    ...state,
    scopes: entered(arrow, known, scopes, linking),
    carriers: [...state.carriers, ...carriers],
  };
}

/** A component that acts without having been called was started by somebody outside the diagram. */
function started(arrow: ReadArrow, state: PathState, linking: LinkState): PathState {
  const sender = linking.participants.get(arrow.from);
  if (sender?.role !== "component" || topFrame(state.scopes, arrow.from).started) return state;
  const start: CallStep = {
    ...commonToSteps({
      ...arrow,
      id: arrow.prefix + stepName("[", arrow.from, `(start) ${arrow.id.slice(arrow.prefix.length)}`),
      from: "[",
      to: arrow.from,
      text: `(${sender.label} starts)`,
      meaning: { kind: "prose", caption: "", details: [] },
    }),
    kind: "call",
    method: startName(arrow, linking),
    ...inRhythm(linking.rhythms.everyMs.get(arrow.index) ?? findRhythm(sender.label)),
    wire: undefined,
    receiver: undefined,
    args: [],
    waits: true,
    cause: undefined,
    afterAnswer: false,
    answers: [],
    readOnly: false,
    background: false,
    validates: false,
    decides: [],
  };
  addStep(linking, start);
  linking.starts.set(arrow.index, start.id);
  const frame: Frame = { ...idle, call: start.id, started: true };
  return { ...state, scopes: withTopFrame(state.scopes, arrow.from, frame) };
}

/** `start`; what a participant starts in another rhythm has a name of its own. */
function startName(arrow: ReadArrow, { steps, stepsById }: LinkState): string {
  const isTaken = (name: string): boolean =>
    steps.some(
      ({ kind, to, ...step }) =>
        kind === "call" && to === arrow.from && "method" in step && step.method === name,
    );
  let name = "start";
  for (let count = 2; isTaken(name) && count <= stepsById.size + 2; count += 1) name = `start${count}`;
  return name;
}

function inRhythm(everyMs: number | undefined): Pick<CallStep, "everyMs"> {
  return everyMs === undefined ? {} : { everyMs };
}

function drawnSignature(arrow: ReadArrow, scopes: Scopes, linking: LinkState): Signature {
  const { participants, overrides, types, namesakes } = linking;
  const receiver = participants.get(arrow.to);
  const sender = participants.get(arrow.from);
  const frame = topFrame(scopes, arrow.from);
  return signatureOf(arrow, {
    role: receiver?.role ?? "component",
    kind: receiver?.kind,
    senderParameters:
      sender?.role === "component"
        ? frame.scope.filter((known) => frame.parameters.includes(known.name))
        : [],
    senderNames: frame.scope.map((known) => known.name),
    overrides,
    types,
    siblings: arrow.meaning.kind === "call" ? (namesakes.get(callKey(arrow)) ?? []) : [],
  });
}

/** Two things of one name that take different arguments are two methods. */
function apart(code: string, signature: Signature, { arities }: LinkState): Signature {
  const key = `${code}.${signature.method}`;
  const arity = arities.get(key);
  if (arity === undefined || isCommand(signature.wire)) {
    arities.set(key, signature.passed.length);
    return signature;
  }
  if (arity === signature.passed.length) return signature;
  const names = signature.passed.map((passed) => passed.name).join(" and ");
  return {
    ...signature,
    method: camelCase(`${signature.method} ${names === "" ? "alone" : `with ${names}`}`),
  };
}

function passedArguments(
  arrow: ReadArrow,
  signature: Signature,
  before: Scopes,
  linking: LinkState,
): { readonly args: readonly Argument[]; readonly scopes: Scopes } {
  const isComponent = linking.participants.get(arrow.from)?.role === "component";
  let scopes = before;
  const args = signature.passed.map((passed): Argument => {
    const { name } = passed;
    const frame = topFrame(scopes, arrow.from);
    const type = fieldType(passed, frame, linking.types) ?? passed.type;
    if (!isComponent) return { name, type, value: outsideValue(passed) };
    const sourced = passedValue({ ...passed, type }, frame, linking.types);
    scopes = noteHoles(linking, arrow, sourced, scopes);
    return { name, type, value: sourced.value };
  });
  return { args, scopes };
}

/** `reserve(line.sku)`: nothing but the field itself says what it is. */
function fieldType({ source, type }: Passed, { scope }: Frame, types: TypeKnowledge): TypeExpr | undefined {
  const name = source.kind === "name" ? (source.from ?? source.name) : "";
  if (!name.includes(".") || type.kind !== "json") return undefined;
  const path = finder(scope, types)(name);
  return path === undefined ? undefined : typeAt(path, scope, types.namedTypes());
}

/** What an outsider or a resource passes is not its diagram's business: only written-out values are fixed. */
function outsideValue(passed: Passed): Value {
  return passed.source.kind === "literal" ? passed.source : { kind: "free", name: passed.name };
}

function callStep(
  arrow: ReadArrow,
  signature: Signature,
  args: readonly Argument[],
  linking: LinkState,
): Omit<CallStep, "cause"> {
  const { pairing, byIndex, background } = linking;
  const answers = (pairing.answers.get(arrow.index) ?? []).flatMap((index) => byIndex.get(index)?.id ?? []);
  const self = arrow.from === arrow.to;
  return {
    ...commonToSteps(arrow),
    kind: self ? "self" : "call",
    method: signature.method,
    wire: signature.wire,
    receiver: signature.receiver,
    args,
    waits: answers.length > 0 || !(arrow.asynchronous || arrow.dotted),
    afterAnswer: false,
    answers,
    readOnly: signature.readOnly,
    background: self && background.has(arrow.index),
    validates: self && speaksOfValidation(`${signature.method} ${arrow.text}`),
    decides: decidesOf(linking, arrow),
    ...inRhythm(rhythmOf(arrow, linking)),
  };
}

/** Only who is outside begins anything by calling; in a component, a loop's rhythm is that of its start. */
function rhythmOf({ index, from }: ReadArrow, { participants, rhythms }: LinkState): number | undefined {
  const sender = participants.get(from);
  if (sender?.role !== "initiator") return undefined;
  return rhythms.everyMs.get(index) ?? findRhythm(sender.label);
}

/** The call that its sender is working on, or has answered just before. */
function causeOf({ from }: ReadArrow, { scopes }: PathState, { participants }: LinkState): CallStep["cause"] {
  const { call, answered } = participants.get(from)?.role === "component" ? topFrame(scopes, from) : idle;
  return call ?? answered;
}

/** The receiver works on this now; a call that nobody answers is over when the next one comes. */
function entered(
  arrow: ReadArrow,
  known: readonly Known[],
  scopes: Scopes,
  { stepsById }: LinkState,
): Scopes {
  const frame: Frame = {
    ...idle,
    call: arrow.id,
    parameters: known.map(({ name }) => name),
    scope: known,
    started: true,
  };
  const busy = topFrame(scopes, arrow.to).call;
  const working = busy === undefined ? undefined : stepsById.get(busy);
  const isOver = working === undefined || working.kind === "reply" || working.answers.length === 0;
  return isOver ? withTopFrame(scopes, arrow.to, frame) : pushFrame(scopes, arrow.to, frame);
}
