import { not } from "seqwright-runtime/model";
import type { Guard } from "../model.ts";
import { parsePredicate } from "../guards/parse-predicate.ts";
import { stripMarkup } from "../lexical/strip-markup.ts";

/**
 * The condition of a branch: a predicate over named values, as far as all of it is understood; any other text is a named
 * condition, and an empty one or `else` none.
 */
export function parseGuard(label: string): Guard {
  const text = conditionText(label);
  if (text === "" || otherwise.test(text)) return { kind: "none" };
  const predicate = text.length <= predicateMax ? conditional(text) : undefined;
  return predicate === undefined ? { kind: "condition", text } : { kind: "predicate", predicate };
}

/** The opposite of a predicate; a named condition has none that could be written down. */
export function negatedGuard(guard: Guard): Guard | undefined {
  return guard.kind === "predicate" ? { kind: "predicate", predicate: not(guard.predicate) } : undefined;
}

const predicateMax = 300;
const otherwise = /^(?:else|otherwise|default|그\s?외(?:의 경우)?|기타|나머지|それ以外|その他)$/i;

/** One line without markup and without the square brackets that UML puts around guards. */
function conditionText(label: string): string {
  let text = stripMarkup(label).replaceAll(/\s+/g, " ").trim();
  if (text.startsWith("[") && text.endsWith("]") && !text.slice(1, -1).includes("["))
    text = text.slice(1, -1).trim();
  return text;
}

function conditional(text: string): ReturnType<typeof parsePredicate> {
  const unless = /^(?:else )?unless (.+)$/i.exec(text)?.[1];
  if (unless !== undefined) {
    const denied = parsePredicate(unless);
    return denied && not(denied);
  }
  return (
    parsePredicate(text.replace(/^(?:(?:else )?if|when|만약|만일|もし)\s?(?=\S)/i, "")) ?? inBrackets(text)
  );
}

/** `중복 메시지 (acquired = false)`: a sentence, and what it means of a value. */
function inBrackets(text: string): ReturnType<typeof parsePredicate> {
  const inside = /^[^()=<>]{1,100}\s?\(([^()]{1,150})\)$/.exec(text)?.[1];
  return inside !== undefined && /[=<>≤≥≠]/.test(inside) ? parsePredicate(inside) : undefined;
}
