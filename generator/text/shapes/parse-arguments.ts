import type { Argument, Shape } from "../model.ts";
import { bareConstant, isConstantName } from "./parse-constant.ts";
import { readShape } from "./parse-shape.ts";
import { isTypeName, orNull, parseType } from "./parse-type.ts";
import { splitOutside } from "./split-outside.ts";
import { identifier, nameInScope } from "./name-in-scope.ts";
import { primitives } from "./type-words.ts";

/** The arguments between two brackets; undefined when one of them reads like prose. */
export function parseArguments(text: string): readonly Argument[] | undefined {
  if (text.trim() === "") return [];
  const pieces = splitOutside(text, ",");
  if (pieces === undefined || pieces.length > argumentsMax) return undefined;
  const args: Argument[] = [];
  for (const piece of pieces) {
    const arg = parseArgument(piece.trim());
    if (arg === undefined) return undefined;
    args.push(arg);
  }
  return args;
}

/** Whether more than a word says what is handed over: a type, a value. */
export function isTyped(argument: Argument): boolean {
  return argument.kind === "literal" || (argument.kind === "name" && argument.shape !== undefined);
}

export const argumentsMax = 40;

const plainName = new RegExp(String.raw`^(?:\.\.\.)?\$?\{?(${identifier})\}?\??$`, "u");
const namedArgument = new RegExp(String.raw`^(\.\.\.)?(${identifier})(\?)?\s*[:=]\s*(\S[^]*)$`, "u");
const typeFirst = new RegExp(String.raw`^(\S[^]*?)(\.\.\.)?\s+(\.\.\.)?(${identifier})$`, "u");
const typeLast = new RegExp(String.raw`^(${identifier})\s+(\.\.\.)?(\S+)$`, "u");
/** Words before a parameter that say nothing of its form. */
const modifiers =
  /^(?:(?:final|const|val|var|readonly|vararg|mut)\s{1,9}|@\w{1,60}(?:\([^()]{0,100}\))?\s{1,9}){1,4}/;

function parseArgument(whole: string): Argument | undefined {
  if (whole === "..." || whole === "…") return { kind: "expression", text: whole };
  const written = writtenOut(whole);
  if (written !== undefined) return { kind: "literal", value: written };
  const { text, given } = withoutDefault(whole.replace(modifiers, ""));
  const plain = plainName.exec(text);
  if (plain?.[1] !== undefined) return { kind: "name", name: plain[1], ...given };
  if (text.length > 500) return isExpression(whole) ? { kind: "expression", text: whole } : undefined;
  return (
    namedOne(text, given) ??
    typedOne(text, given) ??
    (isExpression(whole) ? { kind: "expression", text: whole } : undefined)
  );
}

type Given = Pick<Argument & { kind: "name" }, "value">;

/** `id: string`, `nick?: string`, `limit = 20`, `orderId: order.id`, `...items: Item[]`. */
function namedOne(text: string, given: Given): Argument | undefined {
  const [, rest, name, question, said = ""] = namedArgument.exec(text) ?? [];
  if (name === undefined) return undefined;
  const from = nameInScope(said);
  if (from !== undefined) return { kind: "name", name, shape: { kind: "unknown" }, from, ...given };
  const value = valueOf(said);
  if (value !== undefined)
    return { kind: "name", name, shape: { kind: "literal", value, example: false }, value };
  const shape = typeOrForm(said) ?? (/\s/.test(said) ? undefined : ({ kind: "unknown" } as const));
  if (shape === undefined) return undefined;
  const several: Shape =
    rest === undefined || shape.kind === "list" ? shape : { kind: "list", element: shape };
  return { kind: "name", name, shape: question === undefined ? several : orNull(several), ...given };
}

/** `String id`, `List<Order> orders`, `String... ids`; and as Go has it, `id string`, `ids ...string`. */
function typedOne(text: string, given: Given): Argument | undefined {
  const [, type, dots, dotsBehind, name] = typeFirst.exec(text) ?? [];
  const shape = type !== undefined && isTypeName(type) ? parseType(type) : undefined;
  if (name !== undefined && shape !== undefined)
    return { kind: "name", name, shape: severalIf(dots ?? dotsBehind, shape), ...given };
  const [, before, dotsBefore, after = ""] = typeLast.exec(text) ?? [];
  const isType = primitives.has(after.toLowerCase()) || /^(?:\[\]|\*)./.test(after);
  const last = isType ? parseType(after.replace(/^\*/, "")) : undefined;
  return before === undefined || last === undefined
    ? undefined
    : { kind: "name", name: before, shape: severalIf(dotsBefore, last), ...given };
}

function severalIf(dots: string | undefined, shape: Shape): Shape {
  return dots === undefined ? shape : { kind: "list", element: shape };
}

/** `force: boolean = false`: what is handed over where nothing of that name is known. */
function withoutDefault(text: string): { readonly text: string; readonly given: Given } {
  const [, before = "", after = ""] = /^([^=]{1,300}?)\s*=(?![=>])\s*(\S[^=]{0,200})$/.exec(text) ?? [];
  const value = valueOf(after);
  const isDeclared = before.includes(":") || /\S\s+\S/.test(before);
  if (!isDeclared || /[!<>+*/-]$/.test(before)) return { text, given: {} };
  return { text: before, given: value === undefined ? {} : { value } };
}

/** `12`, `null`, `"OPEN"`, `OPEN` */
function valueOf(text: string): string | number | boolean | null | undefined {
  return isConstantName(text) ? text : writtenOut(text);
}

/** `12`, `true`, `"OPEN"` */
function writtenOut(text: string): string | number | boolean | null | undefined {
  const constant = bareConstant(text);
  if (constant !== undefined) return constant;
  const quoted = /^"([^"]*)"$|^'([^']*)'$|^“([^”]*)”$/.exec(text);
  return quoted === null ? undefined : (quoted[1] ?? quoted[2] ?? quoted[3] ?? "");
}

/** `Item[]`, `string | null`, `{sku, quantity}`, `Order {id: string} | null`. */
function typeOrForm(text: string): Shape | undefined {
  const brace = text.search(/[{[]/);
  const type = brace === 0 && text.includes("{") ? undefined : parseType(text);
  if (type !== undefined || !text.includes("{")) return type;
  const form = readShape(`{value: ${text}}`, 0);
  const isWhole = form !== undefined && form.end === text.length + 9 && form.shape.kind === "record";
  const [only, ...others] = isWhole && form.shape.kind === "record" ? form.shape.fields : [];
  return others.length > 0 || only?.shape.kind === "unknown" ? undefined : only?.shape;
}

/** Code that is no single name: `order.id`, `new Order(id)`, `items[0]`, `{a, b}`, `a + 1`. Two bare words are prose. */
function isExpression(text: string): boolean {
  if (
    text === "" ||
    /[\p{L}\p{N}]\s+(?!(?:as|instanceof|\?\?)\b)[\p{L}\p{N}]/u.test(
      text.replace(/^(?:new|await)\s+/, "").replaceAll(/"[^"]*"|'[^']*'|\{[^{}]*\}/g, "0"),
    )
  ) {
    return false;
  }
  return (
    /^(?:new\s+|await\s+|[!-])?[\p{L}_$"'[{(\d]/u.test(text) &&
    /[.(){}[\]+*/<>=?!&|:-]/.test(text) &&
    !/^\p{L}+-\p{L}+$/u.test(text)
  );
}
