import { isAcknowledgement, isOutcome } from "../../text/lexical/acknowledgement.ts";
import { answeredThing } from "../../text/lexical/answered-thing.ts";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { nameFor } from "../model/overrides.ts";
import { returned, type Answer, type Returned } from "./answer.ts";
import { drawnSources } from "./drawn-sources.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { listedThings } from "../types/sql-words.ts";
import { thingInWords, type ThingInWords } from "../types/thing-in-words.ts";
import { redisResult } from "../types/redis-results.ts";
import type { PayloadNames } from "../types/payload-names.ts";
import { canBe } from "./scope.ts";
import type { Signature } from "./signatures.ts";
import type { MeaningOf, Shape, SqlMeaning } from "../../text/model.ts";
import { readSqlReply } from "./sql-reply.ts";
import { assignedBy, isCounted, valueInWords, type Question } from "./value-in-words.ts";

interface ReplyContext extends Question {
  /** Whether the sender knows something of this name; of an outsider nobody can say. */
  readonly knows: (name: string) => boolean;
  readonly isOutside: boolean;
  readonly payloads: PayloadNames;
}

/** Reads an answer in the light of its question. */
export function readReply(arrow: ReadArrow, context: ReplyContext): Answer {
  const { meaning } = arrow;
  const statement = statementOf(context.signature);
  const fromSql =
    statement === undefined
      ? undefined
      : readSqlReply(arrow, { ...context, statement, naturalName: naturalName(context) });
  // A drawn record is read as any other, but for how it crosses.
  if (fromSql !== undefined && !isDrawnRow(fromSql, meaning)) return fromSql;
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

/** One row whose fields are drawn. */
function isDrawnRow(answer: Answer, { kind }: ReadArrow["meaning"]): boolean {
  return (
    kind === "data" &&
    answer.kind === "returns" &&
    answer.encoding === "sql-rows" &&
    answer.type.kind !== "list"
  );
}

/** The statement that is asked, where it is one. */
export function statementOf({ passed }: Signature): SqlMeaning | undefined {
  const source = passed[0]?.source;
  return source?.kind === "sql" ? source.statement : undefined;
}

function absent(context: ReplyContext): Returned {
  const answer = returned("nothing", naturalName(context), { kind: "enum", values: [null] });
  return { ...answer, encoding: rowsOrValue(context) };
}

function rowsOrValue({ signature }: ReplyContext): Returned["encoding"] {
  return signature.wire?.kind === "sql" ? "sql-rows" : "value";
}

function readData(meaning: MeaningOf<"data">, arrow: ReadArrow, context: ReplyContext): Answer {
  const { types, signature } = context;
  const name = payloadName(arrow, meaning, context);
  const shown = types.typeOfShape(meaning.shape, name, true);
  const general = types.define(name, meaning.shape, arrow.text);
  // The drawn fields of this one answer; where nothing sets it apart from the others, the type's own name reads better.
  const type = hasLiteral(shown) ? shown : general;
  const encoding = yieldsText(signature) ? "json" : rowsOrValue(context);
  const sources = drawnSources(meaning.shape);
  return { ...returned(name, camelCase(name), type), general, shown, encoding, drawn: true, sources };
}

/** How a drawn record is called. */
function payloadName(
  { index }: ReadArrow,
  { name, caption }: MeaningOf<"data">,
  { overrides, payloads }: ReplyContext,
): string {
  return name ?? payloads.get(index) ?? nameFor(overrides, caption, "payload");
}

function readResponse(meaning: MeaningOf<"http-response">, context: ReplyContext): Answer {
  const { status, body: drawn } = meaning;
  const { types, knows } = context;
  // Words after a status are a body only if the sender knows something of that name.
  const isNamed = drawn?.kind === "named" && knows(drawn.name);
  const bodyName = isNamed ? drawn.name : drawn === undefined ? bodyInWords(meaning, context) : undefined;
  const isWord = drawn === undefined || drawn.kind === "named";
  const shape = context.isOutside && drawn !== undefined ? asOneOfSeveral(drawn, types) : drawn;
  const body: Shape | undefined =
    bodyName === undefined ? (isWord ? undefined : shape) : { kind: "named", name: bodyName };
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
    sources: drawnSources(body),
    status: true,
    forwards: body === undefined ? status : undefined,
    bodyName,
  };
}

/** What an outside party answers is an example where a guard asks what it is: `"status": "DELIVERED"`. */
function asOneOfSeveral(shape: Shape, types: TypeKnowledge): Shape {
  if (shape.kind !== "record") return shape;
  const fields = shape.fields.map((field) =>
    field.shape.kind === "literal" && typeof field.shape.value === "string" && types.isCompared(field.name)
      ? { ...field, shape: { kind: "scalar", type: "string" } as const }
      : field,
  );
  return { ...shape, fields };
}

/** `200 OK 상품 목록`, `200 OK list of orders`: what the sender knows by the name that it has got in such words. */
function bodyInWords(
  { caption }: MeaningOf<"http-response">,
  { knows, isOutside }: ReplyContext,
): string | undefined {
  if (isOutside || caption === "") return undefined;
  const { words } = answeredThing(caption);
  return [words, listedThings(words) ?? ""]
    .filter((name) => name !== "" && !isAcknowledgement(name))
    .map((name) => camelCase(name))
    .find((name) => knows(name));
}

function readName({ name, shape }: MeaningOf<"name">, context: ReplyContext): Answer {
  const { types } = context;
  if (shape === undefined && isNews(name, context)) return { kind: "nothing" };
  const type =
    shape === undefined
      ? (doneOrNot(context.signature) ?? types.typeOf(name, "opaque"))
      : types.typeOfShape(shape, name, false);
  return { ...returned(name, camelCase(name), type), encoding: encodingOf(type, context) };
}

/** What SET with NX is answered with has its own form, whatever the diagram calls it. */
function doneOrNot({ wire, method }: Signature): TypeExpr | undefined {
  const result = wire?.kind === "redis" ? redisResult(method) : undefined;
  return result?.kind === "enum" && result.values.includes(null) ? result : undefined;
}

/** `updated`, `paid`, `ok`: says that it happened, and carries nothing, unless a value of that name is drawn elsewhere. */
function isNews(name: string, context: ReplyContext): boolean {
  if (name === assignedBy(context)) return false;
  if (isOutcome(name)) return true;
  const isWord = /^[a-z]+$/u.test(name);
  return isWord && isAcknowledgement(name) && !context.types.describes(name) && !context.types.isPassed(name);
}

/** A sentence carries what was asked for, where something was; an acknowledgement carries nothing. */
function readWords(arrow: ReadArrow, context: ReplyContext): Answer {
  const { types, signature } = context;
  const found = valueInWords(arrow, context) ?? knownInWords(arrow, context);
  if (found?.kind === "absent") return absent(context);
  if (found?.kind === "thing") {
    const { name, each } = found;
    // What a store keeps is a text, unless the diagram shows more of it.
    const isText =
      signature.wire?.kind === "redis" && each === undefined && !types.describes(arrow.text, name);
    const isNumber = isText && isCounted(signature);
    const type: TypeExpr = isNumber
      ? { kind: "number" }
      : isText
        ? { kind: "string" }
        : types.typeOfWords(arrow.text, name, each);
    return { ...returned(name, name, type), encoding: encodingOf(type, context) };
  }
  const quoted = /^["“”]([^"“”]+)["“”]$/u.exec(arrow.text)?.[1];
  if (quoted === undefined) return { kind: "nothing" };
  const name = naturalName(context);
  const answer = returned(name, name, { kind: "enum", values: [quoted] });
  return { ...answer, encoding: rowsOrValue(context) };
}

/** `합계`, where whoever answers has a value of that name, whatever was asked. */
function knownInWords(
  arrow: ReadArrow,
  { overrides, knows, isOutside, signature }: ReplyContext,
): ThingInWords | undefined {
  if (isOutside || signature.wire !== undefined) return undefined;
  const thing = thingInWords(arrow, overrides);
  return thing?.kind === "thing" && knows(thing.name) ? thing : undefined;
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
    if (meaning.kind === "data") return camelCase(payloadName(sibling, meaning, context));
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
