import { type HttpPlace, redisCommandReads, type ResourceKind } from "seqwright-runtime/model";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import { asForm } from "../../text/shapes/as-form.ts";
import { eventWord } from "../../text/shapes/parse-event.ts";
import { callArguments } from "./call-arguments.ts";
import type { Literal, Role, TypeExpr } from "../model/diagram-model.ts";
import { configuredName, nameFor, type Overrides } from "../model/overrides.ts";
import { templateText, type ReadArrow } from "../drawing/read-arrows.ts";
import { redisArguments } from "./redis-arguments.ts";
import type { Known } from "./scope.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import type { WireForm } from "../model/wire-form.ts";
import { templateHoles } from "../../text/lexical/parse-template.ts";
import type { Meaning, SqlMeaning, Template } from "../../text/model.ts";

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
    | { readonly kind: "name"; readonly name: string }
    /** What a name stands for, written as text where it is a number or a flag. */
    | { readonly kind: "text"; readonly name: string }
    /** Drawn field by field; `shown` is the record. */
    | { readonly kind: "fields"; readonly name: string; readonly shown: TypeExpr }
    | { readonly kind: "literal"; readonly value: Literal }
    | { readonly kind: "template"; readonly template: Template }
    | { readonly kind: "sql"; readonly statement: SqlMeaning }
    | { readonly kind: "unsaid" };
}

/** Who is asked, and what the asking side knows. */
export interface CallContext {
  readonly role: Role;
  readonly kind: ResourceKind | undefined;
  /** What the sender stands for: what comes out of a topic is an event. */
  readonly senderKind: ResourceKind | undefined;
  /** Parameters of the operation that the sender is working on, oldest first; empty for an outsider. */
  readonly senderParameters: readonly Known[];
  /** Names of things the sender knows. */
  readonly senderNames: readonly string[];
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
  /** All calls of the same name to the same participant, for the names of their parameters. */
  readonly siblings: readonly ReadArrow[];
}

/** Which method of its receiver an arrow asks for. */
export function signatureOf(arrow: ReadArrow, context: CallContext): Signature {
  const { overrides, types } = context;
  const isThroughTopic = context.kind === "kafka" || context.senderKind === "kafka";
  const meaning = isThroughTopic ? asEvent(arrow.meaning) : arrow.meaning;
  const named = configuredName(overrides, arrow.text, meaning.caption === "" ? undefined : meaning.caption);
  const word = isThroughTopic ? eventWord(arrow.text) : undefined;
  const wire: WireForm | undefined =
    word === undefined ? undefined : { kind: "event", name: word, stated: false };
  const base = { wire, receiver: undefined, readOnly: false };
  switch (meaning.kind) {
    case "call": {
      const receiver =
        meaning.receiver !== undefined && context.senderNames.includes(meaning.receiver)
          ? meaning.receiver
          : undefined;
      return {
        ...base,
        method: named ?? configuredName(overrides, meaning.name) ?? camelCase(meaning.name),
        receiver,
        passed: callArguments(arrow, context),
      };
    }
    case "http-request": {
      const path = templateHoles(meaning.path);
      const given = new Map(Object.entries(meaning.given ?? {}));
      const passed = [...path, ...meaning.query].map((name): Passed => {
        const value = given.get(name);
        return value === undefined
          ? byName(name, types.typeOf(name, "string"))
          : { name: camelCase(name), type: kindOf(value), source: { kind: "literal", value } };
      });
      // What a request's JSON writes out shows what it looks like; an answer's is what is answered.
      const form = meaning.body === undefined ? undefined : asForm(meaning.body);
      const typeName = `${httpName(meaning.method, meaning.path)} Request`;
      const body: readonly Passed[] =
        form === undefined
          ? []
          : [
              byFields(
                "body",
                types.define(typeName, form, arrow.text),
                types.typeOfShape(form, "body", true),
              ),
            ];
      const places = [
        ...path.map((name): HttpPlace => ({ name, in: "path" })),
        ...meaning.query.map((name): HttpPlace => ({ name, in: "query" })),
        ...body.map(({ name }): HttpPlace => ({ name, in: "body" })),
      ];
      return {
        ...base,
        wire: { kind: "http", verb: meaning.method, path: pathOnly(meaning.path), parameters: places },
        method:
          named ??
          configuredName(overrides, `${meaning.method} ${templateText(meaning.path)}`) ??
          httpName(meaning.method, meaning.path),
        passed: [...passed, ...body],
        readOnly: meaning.method === "GET" || meaning.method === "HEAD" || meaning.method === "OPTIONS",
      };
    }
    case "event": {
      const type =
        meaning.fields === undefined
          ? types.typeOf(meaning.name, "opaque")
          : types.define(meaning.name, meaning.fields, arrow.text);
      const verb = context.role === "resource" ? "publish" : "on";
      return {
        ...base,
        wire: { kind: "event", name: meaning.name, stated: arrow.meaning.kind === "event" },
        method: named ?? `${verb}${pascalCase(meaning.name)}`,
        passed: [
          meaning.fields === undefined
            ? byName("event", type, camelCase(meaning.name))
            : byFields(
                "event",
                type,
                types.typeOfShape(meaning.fields, meaning.name, true),
                camelCase(meaning.name),
              ),
        ],
      };
    }
    case "sql":
      if (context.role !== "resource" || (context.kind !== "sql" && context.kind !== "other")) break;
      return {
        ...base,
        method: "query",
        wire: { kind: "sql" },
        readOnly: meaning.writes.length === 0,
        passed: [{ name: "statement", type: { kind: "json" }, source: { kind: "sql", statement: meaning } }],
      };
    case "redis":
      if (context.role !== "resource") break;
      return {
        ...base,
        method: meaning.command.toLowerCase(),
        wire: { kind: "redis", command: meaning.command },
        readOnly: redisCommandReads(meaning.command),
        passed: redisArguments(meaning.key, meaning.command, meaning.rest).passed,
      };
    case "redis-key": {
      if (context.role !== "resource" || meaning.access === "unknown" || meaning.access === "write") break;
      const method = meaning.access === "read" ? "get" : "del";
      return {
        ...base,
        method,
        wire: { kind: "redis", command: method.toUpperCase() },
        readOnly: method === "get",
        passed: redisArguments(meaning.key, method, []).passed,
      };
    }
    case "data": {
      const text = meaning.caption === "" ? (meaning.name ?? arrow.text) : meaning.caption;
      const name = meaning.name ?? nameFor(overrides, text, "payload");
      return {
        ...base,
        method: named ?? camelCase(text, "receive"),
        passed: [
          byFields(
            camelCase(name),
            types.define(name, meaning.shape, arrow.text),
            types.typeOfShape(meaning.shape, name, true),
          ),
        ],
      };
    }
    case "sql-intent":
      return {
        ...base,
        method: named ?? camelCase([meaning.verb, ...meaning.entities].join(" ")),
        readOnly: meaning.verb === "select",
        passed: handedOn(context),
      };
    case "http-response":
    case "throw":
    case "nothing":
    case "return-type":
    case "name":
    case "prose":
      break;
  }
  const text = meaning.caption === "" ? arrow.text : meaning.caption;
  return {
    ...base,
    method: named ?? camelCase(text, arrow.from === arrow.to ? "work" : "receive"),
    passed: handedOn(context),
  };
}

/** `OrderPaid {orderId}` or a bare `OrderPaid`, where it goes through a topic. */
function asEvent(meaning: Meaning): Meaning {
  const { caption, details } = meaning;
  if (meaning.kind === "data" && meaning.name !== undefined) {
    return { kind: "event", name: meaning.name, fields: meaning.shape, caption, details };
  }
  if (meaning.kind === "name" && /^\p{Lu}/u.test(meaning.name)) {
    return { kind: "event", name: meaning.name, fields: undefined, caption, details };
  }
  return meaning;
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

function byFields(name: string, type: TypeExpr, shown: TypeExpr, looksFor = name): Passed {
  return { name: camelCase(name), type, source: { kind: "fields", name: looksFor, shown } };
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
