import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { redisResult } from "../types/redis-results.ts";
import { canBe } from "./scope.ts";
import type { Signature } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";

/** What an answer carries, before it is known where the sender has it from. */
export type Answer =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "returns";
      /** How its value is called where it is drawn; looked up in the sender's scope. */
      readonly name: string;
      /** How the caller calls it from then on. */
      readonly as: string;
      /** Of this one answer. */
      readonly type: TypeExpr;
      /** Of all answers of its kind: the named type that it is a variant of. */
      readonly general: TypeExpr;
      /** Its fields as drawn. */
      readonly shown: TypeExpr;
      readonly encoding: "value" | "json" | "sql-rows";
      /** Its fields are drawn one by one. */
      readonly drawn: boolean;
      /** An HTTP answer: `{ status, body }`. */
      readonly status: boolean;
      /** An HTTP status without a body: whatever body was received is handed on. */
      readonly forwards: number | undefined;
    }
  | { readonly kind: "throws"; readonly error: string; readonly message: string | undefined };

interface ReplyContext {
  readonly signature: Signature;
  /** All answers to the same call. */
  readonly siblings: readonly ReadArrow[];
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
}

/** Reads an answer in the light of its question. */
export function readReply(arrow: ReadArrow, context: ReplyContext): Answer {
  const { meaning } = arrow;
  const { types, signature } = context;
  const encoding = signature.wire?.kind === "sql" ? "sql-rows" : "value";
  const returns = (
    name: string,
    as: string,
    type: TypeExpr,
    drawn: boolean,
  ): Extract<Answer, { kind: "returns" }> => ({
    kind: "returns",
    name,
    as,
    type,
    general: type,
    shown: type,
    encoding,
    drawn,
    status: false,
    forwards: undefined,
  });
  switch (meaning.kind) {
    case "throw":
      return { kind: "throws", error: pascalCase(meaning.error), message: meaning.message };
    case "nothing":
      return {
        ...returns("nothing", naturalName(context), { kind: "enum", values: [null] }, false),
        encoding: signature.wire?.kind === "sql" ? "sql-rows" : "value",
      };
    case "data": {
      const name = meaning.name ?? nameFor(context.overrides, meaning.caption, "payload");
      const shown = types.typeOfShape(meaning.shape, name, true);
      const defined = types.define(name, meaning.shape, arrow.text);
      // The drawn fields of this one answer; where nothing sets it apart from the others, the type's own name reads better.
      const type = hasLiteral(shown) ? shown : defined;
      const json = yieldsText(signature);
      return {
        kind: "returns",
        name,
        as: camelCase(name),
        type,
        general: defined,
        shown,
        encoding: json ? "json" : encoding,
        drawn: true,
        status: false,
        forwards: undefined,
      };
    }
    case "http-response": {
      const status: TypeExpr = { kind: "enum", values: [meaning.status] };
      const body = meaning.body === undefined ? undefined : types.typeOfShape(meaning.body, "body", true);
      const fields = [
        { name: "status", type: status, optional: false },
        { name: "body", type: body ?? ({ kind: "json" } satisfies TypeExpr), optional: body === undefined },
      ];
      const type: TypeExpr = { kind: "record", fields };
      return {
        kind: "returns",
        name: "response",
        as: "response",
        type,
        general: type,
        shown: type,
        encoding: "value",
        drawn: body !== undefined,
        status: true,
        forwards: body === undefined ? meaning.status : undefined,
      };
    }
    case "name": {
      // `updated`, `ok`: says that it happened, and carries nothing.
      if (meaning.shape === undefined && isAcknowledgement(meaning.name)) return { kind: "nothing" };
      const type =
        meaning.shape === undefined
          ? types.typeOf(meaning.name, "opaque")
          : types.typeOfShape(meaning.shape, meaning.name, false);
      // What is no text was kept as its JSON.
      const json = yieldsText(signature) && !canBe(type, { kind: "string" }, types.namedTypes());
      const answer = returns(meaning.name, camelCase(meaning.name), type, false);
      return json ? { ...answer, encoding: "json" } : answer;
    }
    case "return-type": {
      if (meaning.shape === undefined) return { kind: "nothing" };
      const name = naturalName(context);
      return returns(name, name, types.typeOfShape(meaning.shape, name, false), false);
    }
    case "call":
    case "http-request":
    case "event":
    case "sql":
    case "sql-intent":
    case "redis":
    case "redis-key":
    case "prose": {
      // A sentence carries nothing, except where the question was for a value: a Redis GET.
      if (signature.wire?.kind === "redis" && signature.readOnly && meaning.kind === "prose") {
        const name = nameFor(
          context.overrides,
          meaning.caption === "" ? arrow.text : meaning.caption,
          "value",
        );
        return returns(name, name, { kind: "string" }, false);
      }
      const quoted = /^["“”]([^"“”]+)["“”]$/u.exec(arrow.text)?.[1];
      if (quoted !== undefined) {
        const name = naturalName(context);
        return returns(name, name, { kind: "enum", values: [quoted] }, false);
      }
      return { kind: "nothing" };
    }
  }
}

/** A command that yields what was kept, as text. */
function yieldsText({ wire, method }: Signature): boolean {
  return wire?.kind === "redis" && redisResult(method)?.kind === "union";
}

function isAcknowledgement(word: string): boolean {
  return /^(ok|ack|done|success|void|nothing|[a-z]+ed)$/u.test(word);
}

/** The name that the answers to a call give their value; from the first one that has a name. */
function naturalName(context: ReplyContext): string {
  for (const sibling of context.siblings) {
    const { meaning } = sibling;
    if (meaning.kind === "data")
      return camelCase(meaning.name ?? nameFor(context.overrides, meaning.caption, "payload"));
    if (meaning.kind === "name") return camelCase(meaning.name);
  }
  return "result";
}

function hasLiteral(type: TypeExpr): boolean {
  return (
    type.kind === "record" &&
    type.fields.some((field) => field.type.kind === "enum" && field.type.values.length === 1)
  );
}
