import { camelCase } from "../text/make-identifier.ts";
import type {
  Argument,
  CallStep,
  Deciding,
  FragmentId,
  Hole,
  LoopItems,
  Participant,
  ReplyStep,
  Step,
  StepId,
  TypeExpr,
  Value,
} from "./model.ts";
import { loopItems } from "./loop-items.ts";
import type { OutlineElement, OutlineFragment } from "./outline.ts";
import type { Overrides } from "./overrides.ts";
import type { Pairing } from "./pairing.ts";
import type { ReadArrow } from "./read-arrows.ts";
import { readReply, type Answer } from "./replies.ts";
import {
  answerCall,
  findField,
  joinScopes,
  learnValue,
  pushFrame,
  topFrame,
  withTopFrame,
  type Frame,
  type Known,
  type Scopes,
} from "./scope.ts";
import { signatureOf, type Passed, type Signature } from "./signatures.ts";
import { keyOf, type TypeKnowledge } from "./type-knowledge.ts";
import { drawnValue, finder, fitter, passedValue, type Sourced } from "./values.ts";

/** The arrows as steps: what each asks for or answers, and where every value comes from. */
export interface LinkedSteps {
  readonly steps: readonly Step[];
  readonly signatures: ReadonlyMap<StepId, Signature>;
  /** By reply: the type that all answers of its kind have together. */
  readonly results: ReadonlyMap<StepId, TypeExpr>;
  readonly holes: readonly Hole[];
  /** By arrow: the call from outside that lets a component act which nobody in the diagram has called. */
  readonly starts: ReadonlyMap<number, StepId>;
  readonly items: ReadonlyMap<FragmentId, LoopItems>;
}

export interface LinkInput {
  readonly body: readonly OutlineElement[];
  readonly arrows: readonly ReadArrow[];
  readonly pairing: Pairing;
  readonly participants: ReadonlyMap<string, Omit<Participant, "operations">>;
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
  /** Indexes of self-calls that a note lets go on in the background. */
  readonly background: ReadonlySet<number>;
}

/** Something on the path that carries a value from which a later guard may be decided. */
interface Carrier {
  readonly step: StepId;
  readonly prefix: string;
  readonly type: TypeExpr;
}

interface PathState {
  readonly scopes: Scopes;
  readonly carriers: readonly Carrier[];
}

/** Follows the diagram along every path, with what each participant knows at every moment. */
export function linkSteps(input: LinkInput): LinkedSteps {
  const { arrows, pairing, participants, overrides, types } = input;
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  const steps: Step[] = [];
  const signatures = new Map<StepId, Signature>();
  const decides = new Map<StepId, Deciding[]>();
  const holes: Hole[] = [];
  const answerNames = new Map<number, string>();
  const results = new Map<StepId, TypeExpr>();
  const arities = new Map<string, number>();
  const starts = new Map<number, StepId>();
  const items = new Map<FragmentId, LoopItems>();

  const participant = (code: string): Omit<Participant, "operations"> | undefined => participants.get(code);

  /** A component that acts without having been called was started by somebody outside the diagram. */
  const started = (arrow: ReadArrow, state: PathState): PathState => {
    const isComponent = participant(arrow.from)?.role === "component";
    if (!isComponent || topFrame(state.scopes, arrow.from).started) return state;
    const start: CallStep = {
      ...common(arrow),
      id: `${arrow.id} (start)`,
      from: "[",
      to: arrow.from,
      text: `(${participant(arrow.from)?.label ?? arrow.from} starts)`,
      meaning: { kind: "prose", caption: "", details: [] },
      kind: "call",
      method: "start",
      receiver: undefined,
      args: [],
      waits: true,
      answers: [],
      readOnly: false,
      background: false,
      decides: [],
    };
    steps.push(start);
    starts.set(arrow.index, start.id);
    const frame: Frame = { call: start.id, parameters: [], scope: [], started: true, background: undefined };
    return { ...state, scopes: withTopFrame(state.scopes, arrow.from, frame) };
  };

  const linkCall = (arrow: ReadArrow, before: PathState): PathState => {
    const state = started(arrow, before);
    const receiver = participant(arrow.to);
    const sender = participant(arrow.from);
    const frame = topFrame(state.scopes, arrow.from);
    const drawn = signatureOf(arrow, {
      role: receiver?.role ?? "component",
      kind: receiver?.kind,
      senderKind: sender?.kind,
      senderParameters:
        sender?.role === "component"
          ? frame.scope.filter((known) => frame.parameters.includes(known.name))
          : [],
      senderNames: frame.scope.map((known) => known.name),
      overrides,
      types,
      siblings: arrows.filter(
        (other) =>
          other.to === arrow.to &&
          other.meaning.kind === "call" &&
          arrow.meaning.kind === "call" &&
          other.meaning.name === arrow.meaning.name,
      ),
    });
    const signature = apart(arrow.to, drawn);
    signatures.set(arrow.id, signature);
    let { scopes } = state;
    const args: Argument[] = [];
    for (const passed of signature.passed) {
      if (sender?.role !== "component") {
        args.push({ name: passed.name, type: passed.type, value: outsideValue(passed) });
        continue;
      }
      const sourced = passedValue(passed, topFrame(scopes, arrow.from), types);
      scopes = noteHoles(arrow, sourced, scopes);
      args.push({ name: passed.name, type: passed.type, value: sourced.value });
    }
    const answers = (pairing.answers.get(arrow.index) ?? []).flatMap((index) => byIndex.get(index)?.id ?? []);
    const known = args.map((argument): Known => ({ name: argument.name, type: argument.type }));
    const self = arrow.from === arrow.to;
    const background = self && input.background.has(arrow.index);
    const stepDecides: Deciding[] = [];
    decides.set(arrow.id, stepDecides);
    const step: CallStep = {
      ...common(arrow),
      kind: self ? "self" : "call",
      method: signature.method,
      receiver: signature.receiver,
      args,
      waits: answers.length > 0 || !(arrow.asynchronous || arrow.dotted),
      answers,
      readOnly: signature.readOnly,
      background,
      decides: stepDecides,
    };
    steps.push(step);
    if (self) {
      if (background) {
        const working = topFrame(scopes, arrow.from);
        scopes = withTopFrame(scopes, arrow.from, { ...working, background: known });
      }
      return { ...state, scopes };
    }
    const entered: Frame = {
      call: arrow.id,
      parameters: known.map((entry) => entry.name),
      scope: known,
      started: true,
      background: undefined,
    };
    // A call that nobody answers is over when the next one comes.
    const busy = topFrame(scopes, arrow.to).call;
    const replaces =
      busy === undefined ||
      steps.every((other) => other.id !== busy || other.kind === "reply" || other.answers.length === 0);
    scopes = replaces ? withTopFrame(scopes, arrow.to, entered) : pushFrame(scopes, arrow.to, entered);
    const carriers = args.map((argument): Carrier => ({
      step: arrow.id,
      prefix: argument.name,
      type: argument.type,
    }));
    return { scopes, carriers: [...state.carriers, ...carriers] };
  };

  /** A hole is filled once; from then on its value is known by its name. */
  const noteHoles = (arrow: ReadArrow, sourced: Sourced, before: Scopes): Scopes => {
    let scopes = before;
    for (const known of sourced.holes) {
      if (topFrame(scopes, arrow.from).scope.some((other) => other.name === known.name)) continue;
      holes.push({ step: arrow.id, ...known });
      scopes = learnValue(scopes, arrow.from, known);
    }
    return scopes;
  };

  /** Two things of one name that take different arguments are two methods. */
  const apart = (code: string, signature: Signature): Signature => {
    const key = `${code}.${signature.method}`;
    const arity = arities.get(key);
    if (arity === undefined || signature.command !== undefined) {
      arities.set(key, signature.passed.length);
      return signature;
    }
    if (arity === signature.passed.length) return signature;
    const names = signature.passed.map((passed) => passed.name).join(" and ");
    return {
      ...signature,
      method: camelCase(`${signature.method} ${names === "" ? "alone" : `with ${names}`}`),
    };
  };

  const linkReply = (arrow: ReadArrow, call: number, state: PathState): PathState => {
    const asked = byIndex.get(call);
    const signature = asked === undefined ? undefined : signatures.get(asked.id);
    if (asked === undefined || signature === undefined) return state;
    const siblings = (pairing.answers.get(call) ?? []).flatMap((index) => byIndex.get(index) ?? []);
    const answer = readReply(arrow, { signature, siblings, overrides, types });
    const frame = topFrame(state.scopes, arrow.from);
    // What a step of one's own yields comes from that step, not from what is known already.
    const self = arrow.from === arrow.to;
    const isComponent = participant(arrow.from)?.role === "component" && !self;
    const sourced =
      answer.kind === "returns" ? promisedValue(answer, isComponent ? frame.scope : undefined) : undefined;
    const stepDecides: Deciding[] = [];
    decides.set(arrow.id, stepDecides);
    const step: ReplyStep = {
      ...common(arrow),
      kind: "reply",
      answers: asked.id,
      outcome:
        answer.kind === "returns" && sourced !== undefined
          ? {
              kind: "returns",
              value: sourced.value,
              as: answerName(call, answer.as),
              type: answer.type,
              encoding: answer.encoding,
            }
          : answer.kind === "throws"
            ? answer
            : { kind: "nothing" },
      decides: stepDecides,
    };
    steps.push(step);
    if (answer.kind === "returns") results.set(arrow.id, answer.general);
    const asking = sourced === undefined ? state.scopes : noteHoles(arrow, sourced, state.scopes);
    let scopes = answerCall(asking, arrow.from, asked.id);
    if (step.outcome.kind !== "returns") return { ...state, scopes };
    scopes = learnValue(scopes, arrow.to, { name: step.outcome.as, type: step.outcome.type });
    if (self) return { ...state, scopes };
    return { scopes, carriers: [...state.carriers, { step: arrow.id, prefix: "", type: step.outcome.type }] };
  };

  /** All answers to one call go by one name at the caller, whichever branch they come from. */
  const answerName = (call: number, natural: string): string => {
    const known = answerNames.get(call);
    if (known !== undefined) return known;
    answerNames.set(call, natural);
    return natural;
  };

  /** What an answer carries: a component's from what it knows, a resource's only as far as it is written out. */
  const promisedValue = (
    answer: Extract<Answer, { kind: "returns" }>,
    scope: readonly Known[] | undefined,
  ): Sourced => {
    const shown = answer.drawn ? answer.shown : answer.type;
    if (scope === undefined)
      return { value: writtenOut(drawnValue(answer.name, shown, () => undefined).value), holes: [] };
    if (answer.forwards !== undefined) {
      const received = scope.findLast(
        (known) => findField(known.type, "body", types.namedTypes()) !== undefined,
      );
      if (received === undefined)
        return { value: { kind: "record", fields: [statusField(answer.forwards)] }, holes: [] };
      const body = { name: "body", value: { kind: "from", path: `${received.name}.body` } } as const;
      return { value: { kind: "record", fields: [statusField(answer.forwards), body] }, holes: [] };
    }
    // A drawn answer is made here, field by field; it is not an earlier one of the same name handed on.
    const find = finder(scope, types);
    const own = answer.drawn ? keyOf(answer.name) : undefined;
    return drawnValue(
      answer.name,
      shown,
      (name) => (keyOf(name) === own || (answer.status && name === "body") ? undefined : find(name)),
      fitter(scope, types),
    );
  };

  const common = (
    arrow: ReadArrow,
  ): Pick<Step, "id" | "from" | "to" | "text" | "meaning" | "within" | "phase" | "span"> => ({
    id: arrow.id,
    from: arrow.from,
    to: arrow.to,
    text: arrow.text,
    meaning: arrow.meaning,
    within: arrow.within,
    phase: arrow.phase,
    span: arrow.span,
  });

  const linkFragment = (fragment: OutlineFragment, state: PathState): PathState => {
    decideFrom(fragment, state.carriers);
    switch (fragment.operator) {
      case "par":
      case "group":
      case "critical":
        return fragment.branches.reduce((reached, branch) => linkBody(branch.body, reached), state);
      case "alt":
      case "opt":
      case "loop":
      case "break": {
        const inside = withItems(fragment, state);
        const ends = fragment.branches.map((branch) => linkBody(branch.body, inside).scopes);
        const passable = fragment.operator !== "alt" || fragment.branches.length === 1;
        return { ...state, scopes: joinScopes(state.scopes, passable ? [...ends, state.scopes] : ends) };
      }
    }
  };

  /** Inside a loop, one of what it goes through is known by its name to whoever is at work when it begins. */
  const withItems = (fragment: OutlineFragment, state: PathState): PathState => {
    const atWork = [...state.scopes.keys()].filter(
      (code) => participant(code)?.role === "component" && topFrame(state.scopes, code).started,
    );
    const found = loopItems(fragment.repetition, atWork, state.scopes, types);
    if (found === undefined) return state;
    items.set(fragment.id, found);
    const { name, type } = found;
    const scopes = atWork.reduce((known, code) => learnValue(known, code, { name, type }), state.scopes);
    return { ...state, scopes };
  };

  /** A guard such as `status = COMPLETED` is decided by the latest value on the path that has a `status`. */
  const decideFrom = (fragment: OutlineFragment, carriers: readonly Carrier[]): void => {
    const predicate = fragment.branches
      .map((branch) => branch.guard)
      .find((guard) => guard.kind === "predicate");
    if (predicate === undefined || fragment.operator === "par") return;
    const words = predicate.field.split(".");
    const key = keyOf(words.at(-1) ?? predicate.field);
    for (const carrier of [...carriers].reverse()) {
      const field =
        carrier.prefix !== "" && keyOf(carrier.prefix) === key
          ? ""
          : findField(carrier.type, key, types.namedTypes());
      if (field === undefined) continue;
      const path = [carrier.prefix, field].filter((part) => part !== "").join(".");
      decides.get(carrier.step)?.push({ fragment: fragment.id, field: path });
      return;
    }
  };

  const linkBody = (elements: readonly OutlineElement[], before: PathState): PathState => {
    let state = before;
    for (const element of elements) {
      if (element.kind === "fragment") state = linkFragment(element.fragment, state);
      else if (element.kind === "arrow") {
        const arrow = byIndex.get(element.arrow.index);
        if (arrow === undefined) continue;
        state =
          arrow.paired.kind === "reply" ? linkReply(arrow, arrow.paired.call, state) : linkCall(arrow, state);
      }
    }
    return state;
  };

  linkBody(input.body, { scopes: new Map(), carriers: [] });
  return { steps, signatures, results, holes, starts, items };
}

/** What an outsider or a resource passes is not its diagram's business: only written-out values are fixed. */
function outsideValue(passed: Passed): Value {
  return passed.source.kind === "literal" ? passed.source : { kind: "hole", name: passed.name };
}

function statusField(status: number): { readonly name: string; readonly value: Value } {
  return { name: "status", value: { kind: "literal", value: status } };
}

/** Only the parts that the diagram writes out. */
function writtenOut(value: Value): Value {
  if (value.kind !== "record") return value;
  const fields = value.fields.map((field) => ({ name: field.name, value: writtenOut(field.value) }));
  return { kind: "record", fields: fields.filter((field) => field.value.kind !== "hole") };
}
