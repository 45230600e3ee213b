import { camelCase } from "../lexical/make-identifier.ts";
import type { Argument, CallMeaning, Shape } from "../model.ts";
import { isRemarkWord, isValueWord } from "../lexical/value-words.ts";
import { argumentsMax, isTyped, parseArguments } from "./parse-arguments.ts";
import { parseType } from "./parse-type.ts";

/** `updateTask(entity, "MINIO_ADD_USER", true)`, `ack.acknowledge()`, `find(id: string): User`; undefined for prose. */
export function parseCall(
  text: string,
): { readonly meaning: CallMeaning; readonly remark: string } | undefined {
  if (text.length > textMax) return undefined;
  const head =
    /^\s*(?:await\s+)?((?:[\p{L}_$][\p{L}\p{M}\p{N}_$]*(?:\.|::|->)){0,8})([\p{L}_$][\p{L}\p{M}\p{N}_$]*)(?:<[\w, <>]{1,80}>)?\(/u.exec(
      text,
    );
  const name = head?.[2];
  if (head === null || name === undefined || notNames.has(name)) return undefined;
  const close = closingParen(text, head[0].length - 1);
  if (close === undefined) return undefined;
  const inside = text.slice(head[0].length, close);
  if (/^e?s$/i.test(inside)) return undefined;
  const args = parseArguments(inside);
  // `저장(비동기)`: in such scripts, words in brackets are as often a remark.
  const isNative = !/[A-Za-z0-9]/.test(name) && /\P{ASCII}/u.test(inside);
  if (isNative && (args === undefined || !areValues(args))) return undefined;
  const tail = readTail(text.slice(close + 1));
  if (args === undefined || tail === undefined) return undefined;
  const receiver = head[1] === "" || head[1] === undefined ? undefined : head[1].replace(/(?:\.|::|->)$/, "");
  return { meaning: { kind: "call", receiver, name, args, returns: tail.returns }, remark: tail.remark };
}

/**
 * `place order(orderId, amount)`: words that end in a call are its name, as long as what they are given are values. What
 * a single word in brackets is (`load order(cached)`) only its own spelling can tell.
 */
export function parseCallInWords(text: string): CallMeaning | undefined {
  if (text.length > 500) return undefined;
  const words = /^\s*(\p{L}[\p{L}\p{M}\p{N}'_-]*(?: +[\p{L}\p{N}][\p{L}\p{M}\p{N}'_-]*){1,9})\(/u.exec(
    text,
  )?.[1];
  const last = words?.slice(words.lastIndexOf(" ") + 1);
  if (words === undefined || last === undefined) return undefined;
  // The bracket's own word stands for the whole name: whether it is a call does not depend on how many words it has.
  const call = parseCall(`call${text.slice(text.indexOf(words) + words.length)}`);
  if (call === undefined || call.remark !== "" || notNames.has(last)) return undefined;
  const { args } = call.meaning;
  const [only, second] = args;
  if (only === undefined || args.some(({ kind }) => kind === "expression")) return undefined;
  if (
    args.some(
      (argument) => argument.kind === "name" && argument.shape === undefined && isRemarkWord(argument.name),
    )
  )
    return undefined;
  const isWord = only.kind === "name" && only.shape === undefined && !isValueWord(only.name);
  return second === undefined && (isWord || isRemark(only)) ? undefined : { ...call.meaning, name: words };
}

/**
 * `예약 요청 (itemId, userId)`: a sentence with a list of parameters set apart from it. Remarks in brackets are none:
 * `(async)`, `(see doc)`, `(최대 3회)`.
 */
export function parseParameterList(text: string): CallMeaning | undefined {
  if (text.length > 500) return undefined;
  const found = /^\s*(\p{L}[^()\n]{0,200}?)\s{1,5}\(([^()]{1,200})\)\s*$/u.exec(text);
  const [words = "", inside = ""] = [found?.[1], found?.[2]];
  const names = inside.split(",").map((name) => name.trim());
  const isListed = names.every(
    (name) => /^[\p{L}_$][\p{L}\p{M}\p{N}_$]{0,60}$/u.test(name) && !isRemarkWord(name),
  );
  const [only = ""] = names;
  if (found === null || names.length > argumentsMax) return undefined;
  if (!isListed) return typedList(words, inside);
  if (names.length === 1 && !isValueWord(only)) return undefined;
  // `스타일 선택 (심플, 팬시)`: in such scripts, words set apart are values only where one of them is spelled as one.
  if (/\P{ASCII}/u.test(inside) && !names.some(isValueWord)) return undefined;
  if (names.every((name) => /^\p{Lu}/u.test(name))) return undefined;
  const args = names.map((name): Argument => ({ kind: "name", name }));
  return { kind: "call", receiver: undefined, name: words, args, returns: undefined };
}

/** `토큰 발급 (memberId: string, nickname?)`: a type behind a name says that a list is meant. */
function typedList(name: string, inside: string): CallMeaning | undefined {
  const args = parseArguments(inside);
  const areNames = args?.every((one) => one.kind === "name" && !isRemarkWord(one.name)) ?? false;
  const isPlain = (one: Argument): boolean =>
    one.kind === "name" && (one.shape?.kind === "scalar" || one.shape?.kind === "list");
  if (args === undefined || !areNames || !args.some(isPlain)) return undefined;
  return { kind: "call", receiver: undefined, name, args, returns: undefined };
}

/** `조회수 증가(product)`: the same where what stands in the brackets is known to be values. */
export function parseNamedList(text: string, isValue: (name: string) => boolean): CallMeaning | undefined {
  if (text.length > 500) return undefined;
  const [, words = "", inside = ""] =
    /^\s*(\p{L}[^()\n]{0,200}?)\s{0,5}\(([^()]{1,200})\)\s*$/u.exec(text) ?? [];
  const listed = inside.split(",").map((name) => name.trim());
  if (words === "" || listed.length > argumentsMax) return undefined;
  const args: Argument[] = [];
  for (const one of listed) {
    const name = /\s/.test(one) ? camelCase(one) : one;
    const isName = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*(?: [\p{L}\p{M}\p{N}_$]+){0,4}$/u.test(one);
    if (!isName || isRemarkWord(one) || !isValue(name)) return undefined;
    args.push({ kind: "name", name });
  }
  return { kind: "call", receiver: undefined, name: words, args, returns: undefined };
}

/** A type, a value, or the spelling of one name, says that words are handed over; several names say so together. */
function areValues(args: readonly Argument[]): boolean {
  if (args.every(isTyped)) return true;
  const [only, second] = args;
  if (second === undefined) return only?.kind === "name" && isValueWord(only.name);
  return args.every(
    (argument) => isTyped(argument) || (argument.kind === "name" && !isRemarkWord(argument.name)),
  );
}

function isRemark(argument: Argument): boolean {
  return (
    argument.kind === "literal" && typeof argument.value === "string" && /^\p{L}+$/u.test(argument.value)
  );
}

const textMax = 5000;
/** Words that stand before a bracket without being called. */
const notNames = new Set(
  "if while for switch return throw throws new catch function and or in not values count HTTP".split(" "),
);

/** What may follow the closing bracket: a return type, a remark in brackets, or nothing. */
function readTail(
  text: string,
): { readonly returns: Shape | undefined; readonly remark: string } | undefined {
  const tail = text.trim().replace(/;$/, "");
  if (tail === "") return { returns: undefined, remark: "" };
  const remark = /^\(([^()]*)\)$/.exec(tail);
  if (remark !== null) return { returns: undefined, remark: (remark[1] ?? "").trim() };
  const typed = /^(?::|->|→|=>)\s*(\S[^]*)$/.exec(tail);
  if (typed?.[1] === undefined) return undefined;
  if (/^(?:void|unit|Void)$/.test(typed[1])) return { returns: undefined, remark: "" };
  const returns = parseType(typed[1]);
  return returns === undefined ? undefined : { returns, remark: "" };
}

function closingParen(text: string, open: number): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = open; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"') quote = character;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
