import { identifierWords } from "../../text/lexical/make-identifier.ts";
import type { Literal, NamedType, StepId, TypeExpr, TypedField } from "../model/diagram-model.ts";
import { keyOf } from "../types/value-names.ts";

/** A value that a participant knows at some moment, by the name it has there. */
export interface Known {
  readonly name: string;
  readonly type: TypeExpr;
  /** It came with an answer, not with the call that is worked on. */
  readonly answered?: true;
}

/** One operation in progress at a participant. */
export interface Frame {
  /** The call being worked on; undefined for a participant that acts of its own accord. */
  readonly call: StepId | undefined;
  /** The call that was answered last, while there is none to work on. */
  readonly answered: StepId | undefined;
  /** Names of the operation's parameters. */
  readonly parameters: readonly string[];
  /** Oldest first. */
  readonly scope: readonly Known[];
  /** False until the participant was called for the first time. */
  readonly started: boolean;
  /** A self-call of this operation that goes on in the background, with what it was given. */
  readonly background: readonly Known[] | undefined;
}

/** What every participant knows at one moment of one path through the diagram. Never changed in place. */
export type Scopes = ReadonlyMap<string, readonly Frame[]>;

export const idle: Frame = {
  call: undefined,
  answered: undefined,
  parameters: [],
  scope: [],
  started: false,
  background: undefined,
};

export function topFrame(scopes: Scopes, code: string): Frame {
  return scopes.get(code)?.at(-1) ?? idle;
}

export function withTopFrame(scopes: Scopes, code: string, frame: Frame): Scopes {
  return new Map(scopes).set(code, [...(scopes.get(code) ?? []).slice(0, -1), frame]);
}

export function pushFrame(scopes: Scopes, code: string, frame: Frame): Scopes {
  return new Map(scopes).set(code, [...(scopes.get(code) ?? []), frame]);
}

/** Makes a value known; an earlier one of the same name is hidden. */
export function learnValue(scopes: Scopes, code: string, known: Known): Scopes {
  const frame = topFrame(scopes, code);
  const scope = [...frame.scope.filter((other) => other.name !== known.name), known];
  return withTopFrame(scopes, code, { ...frame, scope });
}

/** After a call was answered: what is left to do happens in the background, with what the background step was given. */
export function answerCall(scopes: Scopes, code: string, call: StepId): Scopes {
  const frames = scopes.get(code) ?? [];
  const position = frames.findLastIndex((frame) => frame.call === call);
  const answered = frames[position];
  if (answered === undefined) return scopes;
  const rest = frames.filter((_, index) => index !== position);
  const after: Frame = {
    ...answered,
    call: undefined,
    answered: call,
    scope: answered.background ?? answered.scope,
  };
  return new Map(scopes).set(code, rest.length === 0 ? [after] : rest);
}

/**
 * What is known after branches that started from `before`: only what every branch knows. A branch that ended the
 * operation says nothing about what happens afterwards.
 */
export function joinScopes(before: Scopes, ends: readonly Scopes[]): Scopes {
  const joined = new Map<string, readonly Frame[]>();
  for (const code of new Set([...before.keys(), ...ends.flatMap((end) => [...end.keys()])])) {
    const start = topFrame(before, code);
    const going = ends.map((end) => topFrame(end, code)).filter((frame) => frame.call === start.call);
    const first = going[0];
    if (first === undefined) {
      joined.set(code, ends[0]?.get(code) ?? before.get(code) ?? []);
      continue;
    }
    const scope = first.scope.filter((known) =>
      going.every((frame) => frame.scope.some((other) => other.name === known.name)),
    );
    joined.set(code, [...(before.get(code) ?? []).slice(0, -1), { ...first, scope }]);
  }
  return joined;
}

/**
 * The path by which a name can be reached: a value of exactly this name, else of another spelling of it, else a field of
 * something known; of several the latest. Only what `fits` is found; where two answers have a field of a name that says
 * as little as `id`, none is. Of `order.id`, the first word is such a name, and the others are fields of what it stands for.
 */
export function resolveName(
  name: string,
  scope: readonly Known[],
  types: readonly NamedType[],
  fits: (type: TypeExpr) => boolean = () => true,
): string | undefined {
  const dotted = resolveDotted(name, scope, types);
  if (dotted !== undefined) return dotted;
  const key = keyOf(name);
  const direct =
    scope.findLast((known) => known.name === name && fits(known.type)) ??
    scope.findLast((known) => keyOf(known.name) === key && fits(known.type));
  if (direct !== undefined) return direct.name;
  const holders = scope.toReversed().flatMap((known) => {
    const field = findField(known.type, key, types, fits);
    return field === undefined ? [] : [{ known, path: `${known.name}.${field}` }];
  });
  const answers = holders.filter(({ known }) => known.answered === true);
  if (answers.length > 1 && vague.has(key)) return undefined;
  return holders[0]?.path ?? joined(name, scope, types, fits);
}

/** `orderId` where an `order` with an `id` is known: the name of a thing, and of one of its fields. */
function joined(
  name: string,
  scope: readonly Known[],
  types: readonly NamedType[],
  fits: (type: TypeExpr) => boolean,
): string | undefined {
  const key = keyOf(name);
  for (const known of scope.toReversed()) {
    const thing = keyOf(known.name);
    if (thing.length < 2 || !key.startsWith(thing) || key === thing) continue;
    const words = identifierWords(name).map((word) => word.toLowerCase());
    // Only whole words: `order` is no part of `orderingId`.
    const count = words.findIndex((_, index) => words.slice(0, index + 1).join("") === thing) + 1;
    const field = count === 0 ? undefined : findField(known.type, words.slice(count).join(""), types, fits);
    if (field !== undefined) return `${known.name}.${field}`;
  }
  return undefined;
}

/** Names that most things have something of. */
const vague = new Set("id name type status state code key value title description".split(" "));

function resolveDotted(
  name: string,
  scope: readonly Known[],
  types: readonly NamedType[],
): string | undefined {
  const [root = "", ...fields] = name.split(".");
  if (fields.length === 0) return undefined;
  let path = resolveName(root, scope, types);
  for (const field of fields) {
    const type = path === undefined ? undefined : typeAt(path, scope, types);
    const found = type === undefined ? undefined : findField(type, keyOf(field), types);
    path = found === undefined ? undefined : `${path}.${found}`;
  }
  return path;
}

/** The path of a fitting field with this name in a type: at its top, or below `body` of an HTTP answer. */
export function findField(
  type: TypeExpr,
  key: string,
  types: readonly NamedType[],
  fits: (type: TypeExpr) => boolean = () => true,
): string | undefined {
  const fieldIn = (fields: readonly TypedField[]): TypedField | undefined =>
    fields.find((field) => keyOf(field.name) === key && fits(field.type));
  const fields = fieldsOf(type, types);
  const field = fieldIn(fields);
  if (field !== undefined) return field.name;
  const body = fields.find((candidate) => candidate.name === "body");
  const inBody = body === undefined ? undefined : fieldIn(fieldsOf(body.type, types));
  return inBody === undefined ? undefined : `body.${inBody.name}`;
}

/** The fields that a value of this type has; of a union, those that every member has. */
export function fieldsOf(type: TypeExpr, types: readonly NamedType[], depth = 0): readonly TypedField[] {
  if (depth > 8) return [];
  switch (type.kind) {
    case "record":
      return type.fields.filter((field) => !field.optional);
    case "named": {
      const definition = types.find((candidate) => candidate.name === type.name);
      return definition === undefined ? [] : fieldsOf(definition.type, types, depth + 1);
    }
    case "union": {
      // Of what may be missing, the fields that it has when it is there.
      const there = type.members.filter((member) => !isNothing(member));
      const [first = [], ...others] = there.map((member) => fieldsOf(member, types, depth + 1));
      return first.filter((field) =>
        others.every((fields) => fields.some((other) => other.name === field.name)),
      );
    }
    case "string":
    case "number":
    case "boolean":
    case "bytes":
    case "enum":
    case "list":
    case "json":
    case "port":
      return [];
  }
}

/** Whether a value of this type can only be `null`. */
export function isNothing(type: TypeExpr): boolean {
  return type.kind === "enum" && type.values.every((value) => value === null);
}

/** The type of what a path in scope leads to; undefined when it leads through something of unknown form. */
export function typeAt(
  path: string,
  scope: readonly Known[],
  types: readonly NamedType[],
): TypeExpr | undefined {
  const [root, ...rest] = path.split(".");
  let type = scope.findLast((known) => known.name === root)?.type;
  for (const name of rest) {
    type = type && fieldsOf(type, types).find((field) => field.name === name)?.type;
  }
  return type;
}

/**
 * Whether a value of one type can be of another. What is only named can be anything of its kind; a record lacks nothing
 * that the other must have.
 */
export function canBe(one: TypeExpr, other: TypeExpr, types: readonly NamedType[], depth = 0): boolean {
  if (depth > 8) return true;
  const some = (members: readonly TypeExpr[], test: (member: TypeExpr) => boolean): boolean =>
    members.length === 0 || members.some(test);
  if (one.kind === "named" || other.kind === "named") {
    if (one.kind === "named" && other.kind === "named" && one.name === other.name) return true;
    const from = definitionOf(one, types);
    const to = definitionOf(other, types);
    return from === undefined || to === undefined || canBe(from, to, types, depth + 1);
  }
  if (one.kind === "json" || other.kind === "json" || one.kind === "port" || other.kind === "port")
    return true;
  if (one.kind === "union") return some(one.members, (member) => canBe(member, other, types, depth + 1));
  if (other.kind === "union") return some(other.members, (member) => canBe(one, member, types, depth + 1));
  if (one.kind === "enum") return some(one.values.map(kindOfLiteral), (kind) => accepts(other, kind));
  if (other.kind === "enum") return some(other.values.map(kindOfLiteral), (kind) => accepts(one, kind));
  if (one.kind === "list" && other.kind === "list")
    return canBe(one.element, other.element, types, depth + 1);
  if (one.kind !== "record" || other.kind !== "record") return one.kind === other.kind;
  if (one.fields.length === 0) return true;
  return other.fields.every((wanted) => {
    const field = one.fields.find((candidate) => candidate.name === wanted.name);
    return field === undefined ? wanted.optional : canBe(field.type, wanted.type, types, depth + 1);
  });
}

function definitionOf(type: TypeExpr, types: readonly NamedType[]): TypeExpr | undefined {
  return type.kind === "named" ? types.find((candidate) => candidate.name === type.name)?.type : type;
}

function kindOfLiteral(value: Literal): TypeExpr {
  if (typeof value === "string") return { kind: "string" };
  if (typeof value === "number") return { kind: "number" };
  return typeof value === "boolean" ? { kind: "boolean" } : { kind: "enum", values: [null] };
}

function accepts(type: TypeExpr, literal: TypeExpr): boolean {
  if (type.kind !== "enum") return type.kind === literal.kind;
  return type.values.some((value) => kindOfLiteral(value).kind === literal.kind);
}

/** Whether two names speak of the same thing in other words: `content_images` and `imageUrls` share "image". */
export function shareWord(one: string, other: string): boolean {
  const stems = (name: string): readonly string[] =>
    identifierWords(name)
      .map((word) => word.toLowerCase().replace(/s$/u, ""))
      .filter((word) => word.length > 2);
  const words = new Set(stems(one));
  return stems(other).some((word) => words.has(word));
}
