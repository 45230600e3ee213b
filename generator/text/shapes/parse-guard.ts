import type { Guard } from "../model.ts";
import { bareConstant } from "./parse-value.ts";
import { stripMarkup } from "../lexical/strip-markup.ts";

type Predicate = Extract<Guard, { kind: "predicate" }>;
type Operator = Predicate["operator"];
type Value = Predicate["values"][number];

/**
 * The condition of a branch. `field = VALUE` and its relatives are predicates; `values` are alternatives for `=` and
 * exclusions for `!=`. Any other text is a named condition, and an empty one or `else` none.
 */
export function parseGuard(label: string): Guard {
  const text = conditionText(label);
  if (text === "" || otherwise.test(text)) return { kind: "none" };
  return (text.length <= predicateMax ? parsePredicate(text) : undefined) ?? { kind: "condition", text };
}

/** The opposite of a predicate; a named condition has none that could be written down. */
export function negatedGuard(guard: Guard): Guard | undefined {
  if (guard.kind !== "predicate") return undefined;
  return { ...guard, operator: opposites[guard.operator] };
}

const predicateMax = 300;
const otherwise = /^(?:else|otherwise|default|그\s?외(?:의 경우)?|기타|나머지|それ以外|その他)$/i;
const opposites: Readonly<Record<Operator, Operator>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

/** One line without markup and without the square brackets that UML puts around guards. */
function conditionText(label: string): string {
  let text = stripMarkup(label).replaceAll(/\s+/g, " ").trim();
  if (text.startsWith("[") && text.endsWith("]") && !text.slice(1, -1).includes("["))
    text = text.slice(1, -1).trim();
  return text;
}

const field = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{M}\p{N}_$]*){0,8}`;
const symbolic = new RegExp(String.raw`^(${field})\s*(===|!==|==|!=|<>|<=|>=|=|≠|≤|≥|<|>)\s*(\S.*)$`, "u");
const worded = new RegExp(String.raw`^(${field})\s+(is not in|not in|in|is not|is|equals|∈)\s*(\S.*)$`, "iu");

const operators: Readonly<Record<string, Operator>> = {
  "===": "=",
  "==": "=",
  "=": "=",
  "!==": "!=",
  "!=": "!=",
  "<>": "!=",
  "≠": "!=",
  "≤": "<=",
  "<=": "<=",
  "≥": ">=",
  ">=": ">=",
  "<": "<",
  ">": ">",
};

function parsePredicate(condition: string): Predicate | undefined {
  const text = condition.replace(/^(?:if|when)\s+/i, "").replace(/\s?(?:인 경우|일 경우|이면|일 때)$/, "");
  const compared = symbolic.exec(text);
  if (compared?.[1] !== undefined && compared[2] !== undefined && compared[3] !== undefined) {
    const operator = operators[compared[2]];
    const values = operator === undefined ? undefined : valuesOf(compared[3], compared[1], operator);
    return operator === undefined || values === undefined
      ? undefined
      : { kind: "predicate", field: compared[1], operator, values };
  }
  const said = worded.exec(text);
  if (said?.[1] === undefined || said[2] === undefined || said[3] === undefined) return undefined;
  const word = said[2].toLowerCase();
  const inside = /^[([{](.*)[)\]}]$/.exec(said[3]);
  // `found in cache` and `token is valid` are sentences: a list needs brackets, a value the look of one.
  if (
    /in$|∈/.test(word)
      ? inside === null
      : !/^(?:["'].*["']|[A-Z][A-Z0-9_]+|-?\d+|true|false|null)(?:\s|,|\||$)/.test(said[3])
  )
    return undefined;
  const operator = word.includes("not") ? "!=" : "=";
  const values = valuesOf(inside?.[1] ?? said[3], said[1], operator);
  return values === undefined ? undefined : { kind: "predicate", field: said[1], operator, values };
}

/** `A`, `A 또는 B`, `"A" | "B"`, `A or status = B`; undefined when a part is no plain value. */
function valuesOf(text: string, name: string, operator: Operator): readonly Value[] | undefined {
  const ordered = operator !== "=" && operator !== "!=";
  if (ordered) {
    const number = bareConstant(text.replaceAll(/(?<=\d),(?=\d{3})/g, ""));
    return typeof number === "number" ? [number] : undefined;
  }
  const values: Value[] = [];
  const parts = text.split(
    /\s*(?:\|\||\||,|\/)\s*|\s+(?:또는|혹은|or|OR|または|oder|ou)\s+|(?:이거나|거나)\s+/,
  );
  for (const part of parts) {
    const repeated = symbolic.exec(part);
    if (repeated !== null && (repeated[1] !== name || operators[repeated[2] ?? ""] !== operator))
      return undefined;
    const value = plainValue((repeated?.[3] ?? part).trim());
    if (value === undefined) return undefined;
    if (!values.includes(value)) values.push(value);
  }
  // `a != X or a != Y` is always true, so it cannot be what was meant by an exclusion of both.
  return operator === "!=" && /!=.*!=|\bor\b|또는/.test(`!=${text}`) && values.length > 1
    ? undefined
    : values;
}

function plainValue(text: string): Value | undefined {
  const quoted = /^"([^"]*)"$|^'([^']*)'$|^“([^”]*)”$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? quoted[3];
  const constant = bareConstant(/^(?:TRUE|FALSE|NULL)$/.test(text) ? text.toLowerCase() : text);
  if (constant !== undefined) return constant;
  return /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(text) ? text : undefined;
}
