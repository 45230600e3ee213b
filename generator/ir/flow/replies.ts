import { isOutcome } from "../../text/lexical/acknowledgement.ts";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { nameFor } from "../model/overrides.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { redisResult } from "../types/redis-results.ts";
import { canBe } from "./scope.ts";
import type { Signature } from "./signatures.ts";
import type { MeaningOf } from "../../text/model.ts";
import { valueInWords, type Question } from "./value-in-words.ts";
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
      /** `200 OK order`: what the sender calls the body. */
      readonly bodyName: string | undefined;
    }
  | { readonly kind: "throws"; readonly error: string; readonly message: string | undefined };

interface ReplyContext extends Question {
  /** Whether the sender knows something of this name; of an outsider nobody can say. */
  readonly knows: (name: string) => boolean;
  readonly types: TypeKnowledge;
}

type Returned = Answer & { readonly kind: "returns" };

/** Reads an answer in the light of its question. */
export function readReply(arrow: ReadArrow, context: ReplyContext): Answer {
  const { meaning } = arrow;
  switch (meaning.kind) {
    case "throw":
      return { kind: "throws", error: pascalCase(meaning.error), message: meaning.message };
    case "nothing":
      return absent(context);
    case "data":
      return readData(meaning, arrow, context);
    case "http-response":
      return readResponse(meaning, context);
    case "name":
      return readName(meaning, context);
    case "return-type": {
      if (meaning.shape === undefined) return { kind: "nothing" };
      const name = naturalName(context);
      const answer = returned(name, name, context.types.typeOfShape(meaning.shape, name, false));
      return { ...answer, encoding: rowsOrValue(context) };
    }
    case "call":
    case "http-request":
    case "event":
    case "sql":
    case "sql-intent":
    case "redis":
    case "redis-key":
    case "prose":
      return readWords(arrow, context);
  }
}

function returned(name: string, as: string, type: TypeExpr): Returned {
  return {
    kind: "returns",
    name,
    as,
    type,
    general: type,
    shown: type,
    encoding: "value",
    drawn: false,
    status: false,
    forwards: undefined,
    bodyName: undefined,
  };
}

function absent(context: ReplyContext): Returned {
  const answer = returned("nothing", naturalName(context), { kind: "enum", values: [null] });
  return { ...answer, encoding: rowsOrValue(context) };
}

function rowsOrValue({ signature }: ReplyContext): Returned["encoding"] {
  return signature.wire?.kind === "sql" ? "sql-rows" : "value";
}

function readData(meaning: MeaningOf<"data">, arrow: ReadArrow, context: ReplyContext): Answer {
  const { overrides, types, signature } = context;
  const name = meaning.name ?? nameFor(overrides, meaning.caption, "payload");
  const shown = types.typeOfShape(meaning.shape, name, true);
  const general = types.define(name, meaning.shape, arrow.text);
  // The drawn fields of this one answer; where nothing sets it apart from the others, the type's own name reads better.
  const type = hasLiteral(shown) ? shown : general;
  const encoding = yieldsText(signature) ? "json" : rowsOrValue(context);
  return { ...returned(name, camelCase(name), type), general, shown, encoding, drawn: true };
}

function readResponse({ status, body: drawn }: MeaningOf<"http-response">, context: ReplyContext): Answer {
  const { types, knows } = context;
  // A word after a status is a body only if the sender knows something of that name.
  const bodyName = drawn?.kind === "named" && knows(drawn.name) ? drawn.name : undefined;
  const body = drawn?.kind === "named" && bodyName === undefined ? undefined : drawn;
  const statusType: TypeExpr = { kind: "enum", values: [status] };
  const bodyType: TypeExpr =
    body === undefined ? { kind: "json" } : types.typeOfShape(body, bodyName ?? "body", true);
  const type: TypeExpr = {
    kind: "record",
    fields: [
      { name: "status", type: statusType, optional: false },
      { name: "body", type: bodyType, optional: body === undefined },
    ],
  };
  return {
    ...returned("response", "response", type),
    drawn: body !== undefined,
    status: true,
    forwards: body === undefined ? status : undefined,
    bodyName,
  };
}

function readName({ name, shape }: MeaningOf<"name">, context: ReplyContext): Answer {
  const { types } = context;
  // `updated`, `ok`: says that it happened, and carries nothing.
  if (shape === undefined && (isOutcome(name) || /^[a-z]+ed$/u.test(name))) return { kind: "nothing" };
  const type = shape === undefined ? types.typeOf(name, "opaque") : types.typeOfShape(shape, name, false);
  return { ...returned(name, camelCase(name), type), encoding: encodingOf(type, context) };
}

/** A sentence carries what was asked for, where something was; an acknowledgement carries nothing. */
function readWords(arrow: ReadArrow, context: ReplyContext): Answer {
  const { types, signature } = context;
  const found = valueInWords(arrow, context);
  if (found?.kind === "absent") return absent(context);
  if (found?.kind === "thing") {
    const { name, each } = found;
    // What a store keeps is a text, unless the diagram shows more of it.
    const isText =
      signature.wire?.kind === "redis" && each === undefined && !types.describes(arrow.text, name);
    const type: TypeExpr = isText ? { kind: "string" } : types.typeOfWords(arrow.text, name, each);
    return { ...returned(name, name, type), encoding: encodingOf(type, context) };
  }
  const quoted = /^["“”]([^"“”]+)["“”]$/u.exec(arrow.text)?.[1];
  if (quoted === undefined) return { kind: "nothing" };
  const name = naturalName(context);
  const answer = returned(name, name, { kind: "enum", values: [quoted] });
  return { ...answer, encoding: rowsOrValue(context) };
}

/** What is no text was kept as its JSON. */
function encodingOf(type: TypeExpr, context: ReplyContext): Returned["encoding"] {
  const isJson =
    yieldsText(context.signature) && !canBe(type, { kind: "string" }, context.types.namedTypes());
  return isJson ? "json" : rowsOrValue(context);
}

/** A command that yields what was kept, as text. */
function yieldsText({ wire, method }: Signature): boolean {
  return wire?.kind === "redis" && redisResult(method)?.kind === "union";
}

/** The name that the answers to a call give their value; from the first one that has a name. */
function naturalName(context: ReplyContext): string {
  for (const sibling of context.siblings) {
    const { meaning } = sibling;
    if (meaning.kind === "data")
      return camelCase(meaning.name ?? nameFor(context.overrides, meaning.caption, "payload"));
    if (meaning.kind === "name") return camelCase(meaning.name);
    const inWords = valueInWords(sibling, context);
    if (inWords?.kind === "thing") return inWords.name;
  }
  return "result";
}

function hasLiteral(type: TypeExpr): boolean {
  return (
    type.kind === "record" &&
    type.fields.some((field) => field.type.kind === "enum" && field.type.values.length === 1)
  );
}
