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

/**
 * `중복 메시지 (acquired = false)`, `삭제된 글 (deletedAt is not null)`: a sentence, and what it means of a value. Also the other
 * way round, `available = 0 (품절)`, where the words in brackets ask for nothing themselves.
 */
function inBrackets(text: string): ReturnType<typeof parsePredicate> {
  const [, before = "", inside = ""] = /^([^()]{1,150}?)\s?\(([^()]{1,150})\)$/.exec(text) ?? [];
  if (inside === "") return undefined;
  const isCompared = (one: string): boolean => /[=<>≤≥≠]/.test(one);
  if (!isCompared(before) && (isCompared(inside) || /\bis (?:not )?(?:null|empty)$/i.test(inside)))
    return parsePredicate(inside);
  return isCompared(before) && isGloss(inside) ? parsePredicate(before) : undefined;
}

/** Up to three words that add no condition: `품절`, `sold out`; but `VIP만`, `재고 3개 이상` and `or empty` do. */
function isGloss(inside: string): boolean {
  const words = inside.trim().split(" ");
  return (
    words.length <= 3 &&
    /^[\p{L}\p{M} ]+$/u.test(inside) &&
    !words.some((word) =>
      /만$|고$|거나$|면$|제외|아니|아닌|이상|이하|초과|미만|까지|부터|のみ|以外/u.test(word),
    ) &&
    !/\b(?:only|except|unless|if|when|until|and|or|not|without)\b|또는|혹은|그리고|이고/i.test(inside)
  );
}
