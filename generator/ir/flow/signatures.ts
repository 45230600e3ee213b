import { type HttpPlace, redisCommandReads, type ResourceKind } from "seqwright-runtime/model";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import { asForm } from "../../text/shapes/as-form.ts";
import { callArguments } from "./call-arguments.ts";
import { drawnSources, type DrawnSources } from "./drawn-sources.ts";
import type { Literal, Role, TypeExpr } from "../model/diagram-model.ts";
import { configuredName, nameFor, type Overrides } from "../model/overrides.ts";
import { templateText, type ReadArrow } from "../drawing/read-arrows.ts";
import { redisArguments } from "./redis-arguments.ts";
import type { Known } from "./scope.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import type { WireForm } from "../model/wire-form.ts";
import { templateHoles } from "../../text/lexical/parse-template.ts";
import type { Meaning, MeaningOf, Shape, SqlMeaning, Template } from "../../text/model.ts";

/** The method that a call asks for, and what it passes. */
export interface Signature {
  readonly method: string;
  readonly wire: WireForm | undefined;
  readonly receiver: string | undefined;
  readonly passed: readonly Passed[];
  readonly readOnly: boolean;
}

/** One argument before its value is looked up in the sender's scope. */
export interface Passed {
  readonly name: string;
  readonly type: TypeExpr;
  readonly source:
    /** What goes by a name: by that which the sender has for it, by its own, or what is written out. */
    | { readonly kind: "name"; readonly name: string; readonly from?: string; readonly otherwise?: Literal }
    /** What a name stands for, written as text where it is a number or a flag. */
    | { readonly kind: "text"; readonly name: string }
    /** Drawn field by field; `shown` is the record. */
    | {
        readonly kind: "fields";
        readonly name: string;
        readonly shown: TypeExpr;
        readonly sources: DrawnSources;
      }
    | { readonly kind: "literal"; readonly value: Literal }
    | { readonly kind: "template"; readonly template: Template }
    | { readonly kind: "sql"; readonly statement: SqlMeaning }
    | { readonly kind: "unsaid" };
}

/** Who is asked, and what the asking side knows. */
export interface CallContext {
  readonly role: Role;
  readonly kind: ResourceKind | undefined;
  /** Parameters of the operation that the sender is working on, oldest first; empty for an outsider. */
  readonly senderParameters: readonly Known[];
  /** Names of things the sender knows. */
  readonly senderNames: readonly string[];
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
  /** All calls of the same name to the same participant, for the names of their parameters. */
  readonly siblings: readonly ReadArrow[];
}

/** An arrow that is read as a call, and the name that the settings give its method. */
interface Asking {
  readonly arrow: ReadArrow;
  readonly context: CallContext;
  readonly named: string | undefined;
}

/** What a text settles by itself; the rest is as for any other call. */
type Asked = Pick<Signature, "method" | "passed"> & Partial<Signature>;

/** Which method of its receiver an arrow asks for. */
export function signatureOf(arrow: ReadArrow, context: CallContext): Signature {
  const { meaning } = arrow;
  const caption = meaning.caption === "" ? undefined : meaning.caption;
  const named = configuredName(context.overrides, arrow.text, caption);
  const asking = { arrow, context, named };
  const asked = askedBy(meaning, asking) ?? askedInWords(meaning, asking);
  return { wire: undefined, receiver: undefined, readOnly: false, ...asked };
}

/** Undefined where the text has no form that says it. */
function askedBy(meaning: Meaning, asking: Asking): Asked | undefined {
  switch (meaning.kind) {
    case "call":
      return askedByCall(meaning, asking);
    case "http-request":
      return askedByRequest(meaning, asking);
    case "event":
      return askedByEvent(meaning, asking);
    case "sql":
      return askedBySql(meaning, asking);
    case "redis":
      return askedByRedis(meaning, asking);
    case "redis-key":
      return askedByRedisKey(meaning, asking);
    case "data":
      return askedByData(meaning, asking);
    case "sql-intent":
      return {
        method: asking.named ?? camelCase([meaning.verb, ...meaning.entities].join(" ")),
        readOnly: meaning.verb === "select",
        passed: handedOn(asking.context),
      };
    case "http-response":
    case "throw":
    case "nothing":
    case "return-type":
    case "name":
    case "prose":
      return undefined;
  }
}

function askedInWords(meaning: Meaning, { arrow, context, named }: Asking): Asked {
  const text = meaning.caption === "" ? arrow.text : meaning.caption;
  const fallback = arrow.from === arrow.to ? "work" : "receive";
  return { method: named ?? camelCase(text, fallback), passed: handedOn(context) };
}

function askedByCall({ name, receiver }: MeaningOf<"call">, { arrow, context, named }: Asking): Asked {
  const isKnown = receiver !== undefined && context.senderNames.includes(receiver);
  return {
    method: named ?? configuredName(context.overrides, name) ?? camelCase(name),
    receiver: isKnown ? receiver : undefined,
    passed: callArguments(arrow, context),
  };
}

function askedByRequest(meaning: MeaningOf<"http-request">, { arrow, context, named }: Asking): Asked {
  const { method, path, query, headers = [] } = meaning;
  const places = templateHoles(path);
  const inHeaders = headers.map(({ value }): Passed => {
    const type = context.types.typeOf(camelCase(value), "string");
    return { name: camelCase(value), type, source: { kind: "name", name: value } };
  });
  const passed = [
    ...[...places, ...query].map((name) => passedInUrl(name, meaning, context.types)),
    ...inHeaders,
  ];
  const body = passedBody(meaning, arrow, context.types);
  const parameters = [
    ...places.map((name): HttpPlace => ({ name, in: "path" })),
    ...query.map((name): HttpPlace => ({ name, in: "query" })),
    ...headers.map(({ name, before }): HttpPlace => ({
      name,
      in: "header",
      ...(before === "" ? {} : { before }),
    })),
    ...body.map(({ name }): HttpPlace => ({ name, in: "body" })),
  ];
  const configured = configuredName(context.overrides, `${method} ${templateText(path)}`);
  return {
    wire: { kind: "http", verb: method, path: pathOnly(path), parameters },
    method: named ?? configured ?? httpName(method, path),
    passed: apartByName([...passed, ...body], parameters),
    readOnly: method === "GET" || method === "HEAD" || method === "OPTIONS",
  };
}

/** Two of one name in code (`{thing-id}/{thing_id}`, `{sku}?from={sku}`) are two parameters; the second goes by its name on the wire. */
function apartByName(passed: readonly Passed[], places: readonly HttpPlace[]): readonly Passed[] {
  const taken = new Set<string>();
  return passed.map((one, index) => {
    const candidates = [one.name, camelCase(places[index]?.name ?? one.name), `${one.name}${index + 1}`];
    const name = candidates.find((candidate) => !taken.has(candidate)) ?? one.name;
    taken.add(name);
    return name === one.name ? one : { ...one, name };
  });
}

function passedInUrl(
  wireName: string,
  { given = {}, several, called = {} }: MeaningOf<"http-request">,
  types: TypeKnowledge,
): Passed {
  const value = Object.hasOwn(given, wireName) ? given[wireName] : undefined;
  const name = (Object.hasOwn(called, wireName) ? called[wireName] : undefined) ?? wireName;
  const type = value === undefined ? types.typeOf(name, "string") : kindOf(value);
  if (several?.includes(wireName) === true) {
    const list: TypeExpr = type.kind === "list" ? type : { kind: "list", element: type };
    return byName(name, list);
  }
  return value === undefined
    ? byName(name, type)
    : { name: camelCase(name), type, source: { kind: "literal", value } };
}

/** What a request's JSON writes out shows what it looks like; an answer's is what is answered. */
function passedBody(
  { method, path, body }: MeaningOf<"http-request">,
  arrow: ReadArrow,
  types: TypeKnowledge,
): readonly Passed[] {
  if (body === undefined) return [];
  const form = asForm(body);
  const type = types.define(`${httpName(method, path)} Request`, form, arrow.text);
  return [byFields("body", type, types.typeOfShape(form, "body", true), form)];
}

function askedByEvent({ name, fields }: MeaningOf<"event">, { arrow, context, named }: Asking): Asked {
  const { types } = context;
  const verb = context.role === "resource" ? "publish" : "on";
  const { type, shown } = types.event(name, fields, arrow.text);
  return {
    wire: { kind: "event", name },
    method: named ?? `${verb}${pascalCase(name)}`,
    passed: [
      shown === undefined
        ? byName("event", type, camelCase(name))
        : byFields("event", type, shown, fields, camelCase(name)),
    ],
  };
}

function askedBySql(statement: MeaningOf<"sql">, { context: { role, kind } }: Asking): Asked | undefined {
  if (role !== "resource" || (kind !== "sql" && kind !== "other")) return undefined;
  return {
    method: "query",
    wire: { kind: "sql" },
    readOnly: statement.writes.length === 0,
    passed: [{ name: "statement", type: { kind: "json" }, source: { kind: "sql", statement } }],
  };
}

function askedByRedis({ key, command, rest }: MeaningOf<"redis">, { context }: Asking): Asked | undefined {
  if (context.role !== "resource") return undefined;
  return {
    method: command.toLowerCase(),
    wire: { kind: "redis", command },
    readOnly: redisCommandReads(command),
    passed: redisArguments(key, command, rest, (form) => context.types.typeOfShape(form, "value", true))
      .passed,
  };
}

function askedByRedisKey({ key, access }: MeaningOf<"redis-key">, { context }: Asking): Asked | undefined {
  if (context.role !== "resource" || access === "unknown" || access === "write") return undefined;
  const method = access === "read" ? "get" : "del";
  return {
    method,
    wire: { kind: "redis", command: method.toUpperCase() },
    readOnly: method === "get",
    passed: redisArguments(key, method, []).passed,
  };
}

function askedByData(meaning: MeaningOf<"data">, { arrow, context, named }: Asking): Asked {
  const { overrides, types } = context;
  const text = meaning.caption === "" ? (meaning.name ?? arrow.text) : meaning.caption;
  const name = meaning.name ?? nameFor(overrides, text, "payload");
  const type = types.define(name, meaning.shape, arrow.text);
  return {
    method: named ?? camelCase(text, "receive"),
    passed: [byFields(camelCase(name), type, types.typeOfShape(meaning.shape, name, true), meaning.shape)],
  };
}

/** A sentence names no arguments: the sender hands on what it was given itself. */
function handedOn(context: CallContext): readonly Passed[] {
  return context.senderParameters.map((known) => ({
    name: known.name,
    type: known.type,
    source: { kind: "name", name: known.name },
  }));
}

function byName(name: string, type: TypeExpr, looksFor = name): Passed {
  return { name: camelCase(name), type, source: { kind: "name", name: looksFor } };
}

function byFields(
  name: string,
  type: TypeExpr,
  shown: TypeExpr,
  drawn: Shape | undefined,
  looksFor = name,
): Passed {
  const sources = drawnSources(drawn);
  return { name: camelCase(name), type, source: { kind: "fields", name: looksFor, shown, sources } };
}

function kindOf(value: Literal): TypeExpr {
  if (typeof value === "string") return { kind: "string" };
  if (typeof value === "number") return { kind: "number" };
  return value === null ? { kind: "json" } : { kind: "boolean" };
}

/** The path of a request without the server: `https://api.example.com/orders` = `/orders`. */
function pathOnly(path: Template): string {
  const text = templateText(path).replace(/^https?:\/\/[^/]*/, "");
  return text.startsWith("/") ? text : `/${text}`;
}

/** `GET /api/content/jobs/{jobId}/status` = `getContentJobsStatus`: the words of the path that are not always there. */
function httpName(method: string, path: Template): string {
  const words = path
    .filter((_, position) => position % 2 === 0)
    .join("/")
    .split("/")
    .filter((word) => word !== "" && !/^(api|rest|v\d+)$/iu.test(word));
  return camelCase([method.toLowerCase(), ...words].join(" "));
}
