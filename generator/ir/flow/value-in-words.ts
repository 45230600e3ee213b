import { redisCommand } from "seqwright-runtime/model";
import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { asksForValue } from "../../text/lexical/question.ts";
import { endsAsValue } from "../../text/lexical/value-words.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Overrides } from "../model/overrides.ts";
import { isNounInScript } from "../types/noun-in-script.ts";
import { redisResult } from "../types/redis-results.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { thingInWords, type ThingInWords } from "../types/thing-in-words.ts";
import type { Signature } from "./signatures.ts";

/** A question, with all its answers. */
export interface Question {
  readonly asked: ReadArrow;
  readonly signature: Signature;
  readonly siblings: readonly ReadArrow[];
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
}

/**
 * What an answer in prose brings: what was asked for, whose form the diagram does not show. Undefined where it only says
 * how it went, or where nothing was asked for.
 */
export function valueInWords(answer: ReadArrow, question: Question): ThingInWords | undefined {
  const { meaning, text } = answer;
  if (meaning.kind === "prose" && text !== "" && text === assignedBy(question))
    return { kind: "thing", name: camelCase(text), each: undefined };
  const assigned = assignedBy(question);
  const isAsked =
    assigned !== undefined ||
    asksForSomething(question, text) ||
    isOneOrNone(question) ||
    isDrawnElsewhere(answer, question);
  const thing = isAsked ? thingInWords(answer, question.overrides) : undefined;
  // `0.1` is what the call puts under its name.
  const isBare = meaning.kind === "prose" && text !== "" && !isAcknowledgement(text);
  if (thing !== undefined || assigned === undefined || !isBare) return thing;
  return { kind: "thing", name: camelCase(assigned), each: undefined };
}

/** `할인율`, where another answer says that there is none: `쿠폰 없음`. */
function isOneOrNone({ siblings, signature, overrides }: Question): boolean {
  if (signature.wire !== undefined) return false;
  const brought = siblings.map((sibling) => thingInWords(sibling, overrides)?.kind);
  return brought.includes("absent") && brought.includes("thing");
}

/** `가능여부`, where a guard asks for it or a call hands it over: a name in a script in which names are words. */
function isDrawnElsewhere({ text }: ReadArrow, { signature, types }: Question): boolean {
  return signature.wire === undefined && isNounInScript(text) && types.isAskedFor(camelCase(text));
}

/** The name that the call itself gives its answer: `주문 = 조회(id)`. */
export function assignedBy({ asked: { meaning } }: Question): string | undefined {
  return meaning.kind === "call" ? meaning.assigned : undefined;
}

/** The question's form or words say so, or another answer to it that says that there is none. */
function asksForSomething({ signature, asked, siblings }: Question, answer: string): boolean {
  if (signature.wire !== undefined)
    return (
      signature.readOnly ||
      isTaken(signature) ||
      (isCounted(signature) && /\p{L}{2}/u.test(answer.replace(/^\(integer\)/i, "")))
    );
  if (siblings.some(({ meaning }) => meaning.kind === "nothing") || endsAsValue(answer)) return true;
  const { meaning, text } = asked;
  if (meaning.kind === "call") return asksForValue(meaning.name);
  if (meaning.kind === "sql-intent") return meaning.verb === "select";
  return asksForValue(meaning.caption === "" ? text : meaning.caption);
}

/** A command that changes something and is answered with what it took: GETDEL, LPOP. */
function isTaken({ wire, method }: Signature): boolean {
  return wire?.kind === "redis" && redisCommand(method)?.result === "text";
}

/** A command that is answered with a number: what INCR makes of a counter, say. */
export function isCounted({ wire, method }: Signature): boolean {
  return wire?.kind === "redis" && redisResult(method)?.kind === "number";
}
