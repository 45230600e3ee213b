import { camelCase } from "../text/make-identifier.ts";
import type {
  Argument,
  CallStep,
  Deciding,
  Hole,
  Participant,
  ReplyStep,
  Step,
  StepId,
  TypeExpr,
  Value,
} from "./model.ts";
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
  resolveName,
  shareWord,
  topFrame,
  withTopFrame,
  type Frame,
  type Known,
  type Scopes,
} from "./scope.ts";
import { signatureOf, type Passed, type Signature } from "./signatures.ts";
import { keyOf, type TypeKnowledge } from "./type-knowledge.ts";

/** The arrows as steps: what each asks for or answers, and where every value comes from. */
export interface LinkedSteps {
  readonly steps: readonly Step[];
  readonly signatures: ReadonlyMap<StepId, Signature>;
  /** By reply: the type that all answers of its kind have together. */
  readonly results: ReadonlyMap<StepId, TypeExpr>;
  readonly holes: readonly Hole[];
  /** Values found under another name, e.g. a SQL column filled from the only argument left. */
  readonly inferred: readonly { readonly step: StepId; readonly wanted: string; readonly found: string }[];
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
  const inferred: { step: StepId; wanted: string; found: string }[] = [];
  const answerNames = new Map<number, string>();
  const results = new Map<StepId, TypeExpr>();
  const arities = new Map<string, number>();

  const participant = (code: string): Omit<Participant, "operations"> | undefined => participants.get(code);

  const linkCall = (arrow: ReadArrow, state: PathState): PathState => {
    const receiver = participant(arrow.to);
    const sender = participant(arrow.from);
    const frame = topFrame(state.scopes, arrow.from);
    const drawn = signatureOf(arrow, {
      role: receiver?.role ?? "component",
      kind: receiver?.kind,
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
      const value =
        sender?.role === "component"
          ? valueOf(arrow.id, passed, signature.passed, topFrame(scopes, arrow.from))
          : outsideValue(passed);
      if (value.kind === "hole" && sender?.role === "component") {
        holes.push({ step: arrow.id, name: value.name, type: passed.type });
        scopes = learnValue(scopes, arrow.from, { name: value.name, type: passed.type });
      }
      args.push({ name: passed.name, type: passed.type, value });
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
    const answer = readReply(arrow, {
      call: asked,
      signature,
      siblings,
      overrides,
      types,
      sender: participant(arrow.from),
    });
    const frame = topFrame(state.scopes, arrow.from);
    const isComponent = participant(arrow.from)?.role === "component";
    const value =
      answer.kind === "returns"
        ? promisedValue(arrow.id, answer, isComponent ? frame.scope : undefined)
        : undefined;
    const stepDecides: Deciding[] = [];
    decides.set(arrow.id, stepDecides);
    const step: ReplyStep = {
      ...common(arrow),
      kind: "reply",
      answers: asked.id,
      outcome:
        answer.kind === "returns" && value !== undefined
          ? {
              kind: "returns",
              value,
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
    let scopes = answerCall(state.scopes, arrow.from, asked.id);
    if (step.outcome.kind !== "returns") return { ...state, scopes };
    scopes = learnValue(scopes, arrow.to, { name: step.outcome.as, type: step.outcome.type });
    return { scopes, carriers: [...state.carriers, { step: arrow.id, prefix: "", type: step.outcome.type }] };
  };

  /** All answers to one call go by one name at the caller, whichever branch they come from. */
  const answerName = (call: number, natural: string): string => {
    const known = answerNames.get(call);
    if (known !== undefined) return known;
    answerNames.set(call, natural);
    return natural;
  };

  const valueOf = (step: StepId, passed: Passed, all: readonly Passed[], frame: Frame): Value => {
    const { source } = passed;
    const find = (name: string): string | undefined => resolveName(name, frame.scope, types.namedTypes());
    switch (source.kind) {
      case "literal":
        return source;
      case "unsaid":
        return { kind: "hole", name: passed.name };
      case "name": {
        const path = find(source.name) ?? find(passed.name);
        return path === undefined ? { kind: "hole", name: camelCase(source.name) } : { kind: "from", path };
      }
      case "template":
        return templateValue(step, source.template, find);
      case "sql":
        return sqlValue(step, source.statement, frame, find, all);
    }
  };

  const templateValue = (
    step: StepId,
    template: readonly string[],
    find: (name: string) => string | undefined,
  ): Value => {
    const parts = template.map((part, position) => (position % 2 === 0 ? part : (find(part) ?? part)));
    const unknown = template.find((part, position) => position % 2 === 1 && find(part) === undefined);
    if (unknown !== undefined)
      holes.push({ step, name: camelCase(unknown), type: types.typeOf(unknown, "string") });
    return { kind: "template", parts };
  };

  const sqlValue = (
    step: StepId,
    statement: Extract<Passed["source"], { kind: "sql" }>["statement"],
    frame: Frame,
    find: (name: string) => string | undefined,
    _all: readonly Passed[],
  ): Value => {
    const wanted = statement.parameters.map((parameter) => parameter.name ?? parameter.column);
    const paths = wanted.map((name) => (name === undefined ? undefined : find(name)));
    const unused = frame.parameters.filter((name) => !paths.includes(name));
    const values = paths.map((path, position): Value => {
      if (path !== undefined) return { kind: "from", path };
      const name = wanted[position];
      // The only argument left that shares a word with the only column left: `content_images` takes `imageUrls`.
      const candidates = unused.filter((other) => name !== undefined && shareWord(other, name));
      const only = candidates[0];
      if (candidates.length === 1 && only !== undefined && name !== undefined) {
        inferred.push({ step, wanted: name, found: only });
        return { kind: "from", path: only };
      }
      const hole = camelCase(name ?? `parameter ${position + 1}`);
      holes.push({ step, name: hole, type: types.typeOf(hole, "string") });
      return { kind: "hole", name: hole };
    });
    return { kind: "sql", chunks: statement.chunks, values };
  };

  /** `scope` is undefined where the sender's own knowledge is not part of the diagram (a resource). */
  const promisedValue = (
    step: StepId,
    answer: Extract<Answer, { kind: "returns" }>,
    scope: readonly Known[] | undefined,
  ): Value => {
    const find = (name: string): string | undefined =>
      scope === undefined ? undefined : resolveName(name, scope, types.namedTypes());
    const valueFor = (name: string, type: TypeExpr, promised: Answer & { kind: "returns" }): Value => {
      if (type.kind === "enum" && type.values.length === 1)
        return { kind: "literal", value: type.values[0] ?? null };
      if (type.kind === "record" && promised.drawn) {
        const fields = type.fields.flatMap((field) => {
          const value =
            name === "body" && field.name === "body" ? undefined : valueFor(field.name, field.type, promised);
          return value === undefined || (value.kind === "hole" && scope === undefined)
            ? []
            : [{ name: field.name, value }];
        });
        const path = find(name);
        return path !== undefined && fields.some((field) => field.value.kind === "hole")
          ? { kind: "from", path }
          : { kind: "record", fields };
      }
      const path = find(name);
      return path === undefined ? { kind: "hole", name: camelCase(name) } : { kind: "from", path };
    };
    if (answer.forwards !== undefined && scope !== undefined) {
      const received = scope.findLast(
        (known) =>
          findField(known.type, keyOf("status"), types.namedTypes()) === "status" && known.name !== answer.as,
      );
      const response = received ?? scope.findLast((known) => known.name === answer.as);
      if (response !== undefined) {
        return {
          kind: "record",
          fields: [
            { name: "status", value: { kind: "literal", value: answer.forwards } },
            { name: "body", value: { kind: "from", path: `${response.name}.body` } },
          ],
        };
      }
    }
    const value = valueFor(answer.name, answer.drawn ? answer.shown : answer.type, answer);
    if (scope !== undefined) {
      for (const hole of holesIn(value))
        holes.push({ step, name: hole, type: fieldType(answer.drawn ? answer.shown : answer.type, hole) });
    }
    return value;
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
        const ends = fragment.branches.map((branch) => linkBody(branch.body, state).scopes);
        const passable = fragment.operator !== "alt" || fragment.branches.length === 1;
        return { ...state, scopes: joinScopes(state.scopes, passable ? [...ends, state.scopes] : ends) };
      }
    }
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
  return { steps, signatures, results, holes, inferred };
}

/** What an outsider or a resource passes is not its diagram's business: only written-out values are fixed. */
function outsideValue(passed: Passed): Value {
  return passed.source.kind === "literal" ? passed.source : { kind: "hole", name: passed.name };
}

function holesIn(value: Value): readonly string[] {
  switch (value.kind) {
    case "hole":
      return [value.name];
    case "record":
      return value.fields.flatMap((field) => holesIn(field.value));
    case "sql":
      return value.values.flatMap(holesIn);
    case "from":
    case "literal":
    case "template":
      return [];
  }
}

function fieldType(type: TypeExpr, name: string): TypeExpr {
  if (type.kind !== "record") return type;
  for (const field of type.fields) {
    if (camelCase(field.name) === name) return field.type;
    const inner = fieldType(field.type, name);
    if (inner !== field.type) return inner;
  }
  return type;
}
