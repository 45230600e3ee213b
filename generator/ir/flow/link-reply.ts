import {
  addStep,
  commonToSteps,
  decidesOf,
  noteHoles,
  type Carrier,
  type LinkState,
  type PathState,
} from "./link-state.ts";
import { parseAssignment } from "../../text/shapes/parse-assignment.ts";
import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";
import { isOrNothing } from "../../text/lexical/or-nothing.ts";
import type { ReplyStep, TypeExpr, Value } from "../model/diagram-model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Answer } from "./answer.ts";
import { findDrawn } from "./drawn-sources.ts";
import { readReply } from "./replies.ts";
import { answerCall, canBe, findField, isNothing, learnValue, topFrame, type Known } from "./scope.ts";
import type { Signature } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { isGeneric } from "../types/learn-sql-answers.ts";
import { keyOf, singular } from "../types/value-names.ts";
import { drawnValue, finder, fitter, type Sourced } from "./values.ts";

/** Adds the step of an arrow that answers a call, and lets the caller know what it carries. */
export function linkReply(arrow: ReadArrow, call: number, state: PathState, linking: LinkState): PathState {
  const { byIndex, signatures, pairing, participants, overrides, types, results, payloads } = linking;
  const asked = byIndex.get(call);
  const signature = asked === undefined ? undefined : signatures.get(asked.id);
  if (asked === undefined || signature === undefined) return state;
  const siblings = (pairing.answers.get(call) ?? []).flatMap((index) => byIndex.get(index) ?? []);
  // What a step of one's own yields comes from that step, not from what is known already.
  const self = arrow.from === arrow.to;
  const isComponent = participants.get(arrow.from)?.role === "component" && !self;
  const known = isComponent ? topFrame(state.scopes, arrow.from).scope : undefined;
  const knows = (name: string): boolean => known === undefined || finder(known, types)(name) !== undefined;
  // A queue takes no values back: `ack`, `skip` say how it went.
  const isToQueue = participants.get(arrow.to)?.kind === "kafka" && arrow.meaning.kind !== "throw";
  const isOutside = known === undefined;
  const context = { asked, signature, siblings, overrides, types, knows, isOutside, payloads };
  const read: Answer = isToQueue ? { kind: "nothing" } : readReply(arrow, context);
  const answer = linking.maybeMissing.has(arrow.index) || isOrNothing(arrow.text) ? orNothing(read) : read;
  const telling = {
    isNews: isAskedAgain(arrow, linking),
    relayed: relayedNames(arrow, signature, linking),
  };
  const sourced = answer.kind === "returns" ? promisedValue(answer, known, types, telling) : undefined;
  const outcome = outcomeOf(
    answer,
    sourced,
    { call, known: topFrame(state.scopes, arrow.to).scope },
    linking,
  );
  addStep(linking, {
    ...commonToSteps(arrow),
    kind: "reply",
    answers: asked.id,
    status: arrow.meaning.kind === "http-response" ? arrow.meaning.status : undefined,
    beside: wordsBeside(arrow, answer),
    inWords: arrow.meaning.kind === "prose" && arrow.text !== "",
    outcome,
    decides: decidesOf(linking, arrow),
  });
  if (answer.kind === "returns") results.set(arrow.id, answer.general);
  const asking = sourced === undefined ? state.scopes : noteHoles(linking, arrow, sourced, state.scopes);
  const answered = answerCall(asking, arrow.from, asked.id);
  if (outcome.kind !== "returns") return { ...state, scopes: answered };
  const scopes = learnValue(answered, arrow.to, { name: outcome.as, type: outcome.type, answered: true });
  if (self) return { ...state, scopes };
  const carrier: Carrier = { from: arrow.id, prefix: "", name: outcome.as, type: outcome.type };
  return { ...state, scopes, carriers: [...state.carriers, carrier] };
}

/** `200 OK 상품 상세 + 재고`: words that are no body; an acknowledgement is meant to bring none. */
function wordsBeside({ meaning }: ReadArrow, answer: Answer): string | undefined {
  if (meaning.kind !== "http-response" || answer.kind !== "returns" || answer.drawn) return undefined;
  const { caption } = meaning;
  return caption === "" || isAcknowledgement(caption) ? undefined : caption;
}

/** A question, and what the one who asked knew then. */
interface Asking {
  readonly call: number;
  readonly known: readonly Known[];
}

/** The same answer, or `null`. */
function orNothing(answer: Answer): Answer {
  if (answer.kind !== "returns") return answer;
  const orNull = (type: TypeExpr): TypeExpr => ({
    kind: "union",
    members: [type, { kind: "enum", values: [null] }],
  });
  return {
    ...answer,
    type: orNull(answer.type),
    general: orNull(answer.general),
    shown: orNull(answer.shown),
  };
}

function outcomeOf(
  answer: Answer,
  sourced: Sourced | undefined,
  asking: Asking,
  linking: LinkState,
): ReplyStep["outcome"] {
  if (answer.kind === "throws") return answer;
  if (answer.kind !== "returns" || sourced === undefined) return { kind: "nothing" };
  const { type, encoding, column } = answer;
  return {
    kind: "returns",
    value: sourced.value,
    as: answerName(answer, asking, linking),
    type,
    encoding,
    ...(column === undefined ? {} : { column }),
  };
}

/**
 * All answers to one call go by one name at the caller, whichever branch they come from: that which the call puts them under
 * (`stock = find(id)`), or else that of the answer. It hides nothing that is known
 * by that name and is something else: `Tier {level}` is `tierValue` beside a text `tier`. What is known to be missing,
 * as after a cache miss, is waiting for it.
 */
function answerName(
  { as, type }: Answer & { readonly kind: "returns" },
  { call, known }: Asking,
  { answerNames, byIndex, types }: LinkState,
): string {
  const given = answerNames.get(call) ?? assignedName(byIndex.get(call));
  if (given !== undefined) return given;
  const named = types.namedTypes();
  const isOther = (other: Known): boolean =>
    other.name === as &&
    !isNothing(other.type) &&
    !canBe(other.type, type, named) &&
    !canBe(type, other.type, named);
  const name = known.some(isOther) ? `${as}Value` : as;
  answerNames.set(call, name);
  return name;
}

function assignedName(call: ReadArrow | undefined): string | undefined {
  return call?.meaning.kind === "call" ? parseAssignment(call.text)?.name : undefined;
}

/** Whether a loop around an answer goes on by what it brings under a name: that is not what was asked with. */
function isAskedAgain({ within }: ReadArrow, { conditions }: LinkState): (name: string) => boolean {
  const names = within.flatMap(([fragment]) => conditions.get(fragment) ?? []);
  return (name) => names.includes(keyOf(name));
}

interface Telling {
  /** What is known by such a name is no answer to this question. */
  readonly isNews: (name: string) => boolean;
  /** Names of answers that are handed on. */
  readonly relayed: ReadonlySet<string>;
}

/** What an answer carries: a component's from what it knows, a resource's only as far as it is written out. */
function promisedValue(
  answer: Extract<Answer, { kind: "returns" }>,
  scope: readonly Known[] | undefined,
  types: TypeKnowledge,
  { isNews, relayed }: Telling,
): Sourced {
  const shown = answer.drawn ? answer.shown : answer.type;
  if (scope === undefined)
    return { value: writtenOut(drawnValue(answer.name, shown, () => undefined).value), holes: [] };
  if (answer.forwards !== undefined) return forwarded(answer.forwards, scope, types, relayed);
  // A drawn answer is made here, field by field; it is not an earlier one of the same name handed on.
  const anything = finder(scope, types);
  const answers = finder(
    scope.filter(({ answered }) => answered === true),
    types,
  );
  const known = findDrawn(
    (name, type) => (isNews(name) ? answers(name, type) : anything(name, type)),
    answer.sources,
  );
  const find = (name: string, type?: TypeExpr): string | undefined =>
    known(name, type) ?? (name === answer.name ? rowFor(answer.type, scope, types) : undefined);
  const own = answer.drawn ? keyOf(answer.name) : undefined;
  return drawnValue(
    answer.name,
    shown,
    (name, type) => {
      if (answer.status && name === "body")
        return answer.bodyName === undefined ? undefined : find(answer.bodyName, type);
      return keyOf(name) === own && !answer.sources.has(name) ? undefined : find(name, type);
    },
    fitter(scope, types),
  );
}

/** What a query has just given under no name of its own: `row`, `rows`. */
function rowFor(type: TypeExpr, scope: readonly Known[], types: TypeKnowledge): string | undefined {
  const latest = scope.at(-1);
  if (latest?.answered !== true || !(isGeneric(latest.name) || isGeneric(singular(latest.name))))
    return undefined;
  const isRow = latest.type.kind !== "string" && canBe(latest.type, type, types.namedTypes());
  return isRow && (latest.type.kind === "list") === (type.kind === "list") ? latest.name : undefined;
}

/** What the answers to the same request that this one's receiver sends on are known by. */
function relayedNames(
  { from }: ReadArrow,
  { method }: Signature,
  { answerNames, byIndex, signatures }: LinkState,
): ReadonlySet<string> {
  const names = [...answerNames].flatMap(([call, name]) => {
    const sent = byIndex.get(call);
    const isSame = sent?.from === from && sent.to !== from && signatures.get(sent.id)?.method === method;
    return isSame ? [name] : [];
  });
  return new Set(names);
}

/**
 * Another's HTTP answer handed on with its body, if it has one: that to the same request, or else the only one that there
 * is, of this status. What another service has answered on the way (a payment's `200` before this `201`) is no body.
 */
function forwarded(
  status: number,
  scope: readonly Known[],
  types: TypeKnowledge,
  relayed: ReadonlySet<string>,
): Sourced {
  const first = { name: "status", value: { kind: "literal", value: status } } as const;
  const named = types.namedTypes();
  const answers = scope.filter((known) => findField(known.type, "body", named) !== undefined);
  const same = answers.findLast(({ name }) => relayed.has(name));
  const [only, another] = answers;
  const isThatOne = another === undefined && only !== undefined && hasStatus(only.type, status, types);
  const received = same ?? (isThatOne ? only : undefined);
  if (received === undefined) return { value: { kind: "record", fields: [first] }, holes: [] };
  const body = { name: "body", value: { kind: "from", path: `${received.name}.body` } } as const;
  return { value: { kind: "record", fields: [first, body] }, holes: [] };
}

function hasStatus(type: TypeExpr, status: number, types: TypeKnowledge): boolean {
  const is = ({ kind, ...rest }: TypeExpr): boolean =>
    kind === "enum" && "values" in rest && rest.values.includes(status);
  return findField(type, "status", types.namedTypes(), is) !== undefined;
}

/** Only the parts that the diagram writes out. */
function writtenOut(value: Value): Value {
  if (value.kind !== "record") return value;
  const fields = value.fields.map((field) => ({ name: field.name, value: writtenOut(field.value) }));
  return { kind: "record", fields: fields.filter((field) => field.value.kind !== "free") };
}
