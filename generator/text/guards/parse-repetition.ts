import type { Repetition } from "../model.ts";
import { negatedGuard, parseGuard } from "./parse-guard.ts";
import { findDurations, type Predicate } from "seqwright-runtime/model";
import { stripMarkup } from "../lexical/strip-markup.ts";

/** How often a loop runs: over each of something, so many times, or while a condition holds. */
export function parseRepetition(label: string): Repetition {
  const text = stripMarkup(label)
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/^\[([^[\]]*)\]$/, "$1")
    .replace(/^loop\s+(?=\S)/i, "")
    .trim();
  if (text.length > textMax) return { kind: "while", guard: { kind: "condition", text } };
  return parseBounded(text) ?? parseTimes(text) ?? parseEach(text) ?? parseWhile(text);
}

/** `until status = DONE, max 5 times`, `hasMore인 동안 (최대 10회)`: a condition, and a limit beside it. */
function parseBounded(text: string): Repetition | undefined {
  const limit = atMost.exec(text);
  if (limit === null || Number(limit[1]) > countMax) return undefined;
  const before = text.slice(0, limit.index).replace(/[\s,;:([{/·–-]{1,10}$/u, "");
  const after = text.slice(limit.index + limit[0].length).replace(/^[\s,;:)\]}/·–-]{1,10}/u, "");
  const rest = [before, after].filter((part) => part !== "").join(" ");
  const { guard } = parseWhile(rest);
  const isSaid = isCondition(rest) || (guard.kind === "predicate" && !isFlag(guard.predicate));
  return rest !== "" && isSaid ? { kind: "while", guard, max: Number(limit[1]) } : undefined;
}

/** A word alone beside a limit says what is done: `retry up to 3 times`. */
function isFlag(predicate: Predicate): boolean {
  const of = predicate.kind === "not" ? predicate.of : predicate;
  return of.kind === "one-of" && of.values.every((value) => value === true);
}

function isCondition(text: string): boolean {
  return [...untilForms, ...whileForms].some((form) => form.test(text));
}

const textMax = 500;
const countMax = 1_000_000;

const exactly =
  /^(?:(?:exactly|정확히|retry|repeat|poll|try)\s+)?(\d{1,9})(?:\s*(?:times|time|x|회|번|回|度|fois|mal|veces))?(?:\s?(?:반복|재시도|실행|수행|동안))?$/i;
const atMost =
  /(?:최대|up to|at most|max(?:imum)?(?: of)?:?|no more than|最大)\s*(\d{1,9})\s*(?:times|attempts|retries|tries|iterations|rounds|x|회|번|回|(?=[)\],;])|$)/i;
const between = /^\(?(\d{1,9})\s*(?:\.{2,3}|[-~–,]|to)\s*(\d{1,9})\)?\s*(?:times|회|번|回)?(?:\s?반복)?$/i;

function parseTimes(text: string): Repetition | undefined {
  const range = between.exec(text);
  if (range !== null) return times(Number(range[1]), Number(range[2]));
  const exact = exactly.exec(text);
  if (exact !== null) return times(Number(exact[1]), Number(exact[1]));
  const limit = atMost.exec(text);
  return limit === null ? undefined : times(0, Number(limit[1]));
}

function times(min: number, max: number): Repetition | undefined {
  return min <= max && max <= countMax ? { kind: "times", min, max } : undefined;
}

const eachForms: readonly RegExp[] = [
  /^(?:for\s*each|for\s+every|for\s+all|for|each|every|per|iterate over|pour chaque|für jede[nrs]?)(?:\s+(?:of\s+)?(?:the\s+)?|\s*(?=\())(\S.*)$/i,
  /^(?:각각의|각|모든|개별)\s+(.*?\S)(?:\s?(?:에\s?대해서?|에\s?대하여|마다|별로|를|을)(?:\s?(?:반복|처리|순회))?)?$/,
  /^(.*?\S)(?:\s?(?:에\s?대해서?|에\s?대하여))(?:\s?(?:각각|반복|순회))?$/,
  /^(.*?\S)\s?마다(?:\s?(?:반복|처리|수행))?$/,
  /^(.*?\S)\s?별(?:로)?(?:\s?(?:반복|처리|수행))?$/,
  /^(\S+(?:목록|리스트|들))(?:\s?(?:을|를|의))?\s?(?:순회|반복|하나씩)(?:\s?(?:처리|수행))?$/,
  /^(\S+)(?:\s?(?:을|를))?\s(?:순회|하나씩)(?:\s?(?:처리|수행))?$/,
  /^各(.*?\S)(?:について|に対して|ごとに)?$/,
  /^(.*?\S)(?:ごとに|毎に)$/,
];

function parseEach(text: string): Repetition | undefined {
  // `2초마다` and `for 30 seconds` are rhythms, not collections.
  if (findDurations(text).length > 0) return undefined;
  const inside = eachInside(text);
  if (inside !== undefined) return inside;
  for (const form of eachForms) {
    const subject = form
      .exec(text)?.[1]
      ?.replace(/^\((.*)\)$/, "$1")
      // `each permit (N)`: how many there are is no part of the name.
      .replace(/\s+\([\dnN.*]{1,20}\)$/, "")
      .trim();
    if (subject !== undefined && subject !== "") return named(subject) ?? { kind: "each", subject };
  }
  // Without a word such as "each" only what looks like code says so.
  return /^let\s|\sas\s/iu.test(text) ? named(text) : undefined;
}

/** `주문목록의 각 주문`, `주문 목록 내 각 주문에 대해`, `注文一覧の各注文`: the list, and the name for one of it. */
function eachInside(text: string): Repetition | undefined {
  const found =
    /^(\S.{0,80}?)(?:의|\s(?:내|중|안)의?)\s?(?:각각의|각|모든)\s?([\p{L}\p{N}_]{1,40}?)(?:\s?(?:에\s?대해서?|마다|별로|를|을))?(?:\s?(?:반복|처리|순회))?$/u.exec(
      text,
    ) ?? /^(\S.{0,80}?)の各([\p{L}\p{N}_]{1,40}?)(?:について|に対して|ごとに)?$/u.exec(text);
  const [subject, item] = [found?.[1], found?.[2]];
  return subject === undefined || item === undefined ? undefined : { kind: "each", subject, item };
}

/** `tag in tags`, `let account of accounts`, `accounts as account`: one word is the name for one of them. */
function named(text: string): Repetition | undefined {
  const inList =
    /^(?:(?:let|const|var)\s+)?([\p{L}_$][\p{L}\p{N}_$]*)\s+(?:in|of)\s+(?:the\s+)?(\S.*)$/iu.exec(text);
  if (inList?.[1] !== undefined && inList[2] !== undefined)
    return { kind: "each", subject: inList[2], item: inList[1] };
  const asItem = /^([\p{L}_$][\p{L}\p{N}_$.]*)\s+as\s+\$?([\p{L}_][\p{L}\p{N}_]*)$/iu.exec(text);
  if (asItem?.[1] !== undefined && asItem[2] !== undefined)
    return { kind: "each", subject: asItem[1], item: asItem[2] };
  return undefined;
}

const untilForms: readonly RegExp[] = [
  /^(?:(?:repeat|poll|retry|loop|try)\s+)?until\s+(\S.*)$/i,
  /^(\S.*?)(?:이|가)?\s?(?:될|일|할|질)\s?때까지(?:\s?(?:반복|대기|조회|확인|재시도|폴링))?$/u,
  /^(\S.*?(?:없을|있을|빌))\s?때까지(?:\s?(?:반복|대기|조회|확인|재시도|폴링))?$/u,
  /^(\S.*?[A-Z\d'"])까지$/u,
  /^(\S.*?)(?:になる|となる)?まで(?:繰り返す|繰り返し)?$/u,
];
const whileForms: readonly RegExp[] = [
  /^(?:(?:repeat|poll|retry|loop|try)\s+)?(?:while|as long as|whilst|solange)\s+(\S.*)$/i,
  /^(\S.*?)(?:인)?\s?동안(?:\s?(?:반복|조회|수행|실행))?$/u,
  /^(\S.*?)(?:である|の)?(?:間|あいだ)(?:は)?(?:繰り返す|繰り返し)?$/u,
];

function parseWhile(text: string): Repetition & { kind: "while" } {
  const until = firstGroup(untilForms, text);
  if (until !== undefined)
    return { kind: "while", guard: negatedGuard(parseGuard(until)) ?? { kind: "condition", text } };
  return { kind: "while", guard: parseGuard(firstGroup(whileForms, text) ?? text) };
}

function firstGroup(forms: readonly RegExp[], text: string): string | undefined {
  for (const form of forms) {
    const found = form.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
