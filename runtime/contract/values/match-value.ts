import { jsonText } from "../../errors/json-text.ts";
import { templateHoles } from "../../model/template-holes.ts";
import { filledTemplate, statementText, type Value, type ValueField } from "../../model/values.ts";
import { deepEqual, own } from "./deep-equal.ts";
import { bind, knownAt, lookup, type Knowledge } from "./knowledge.ts";
import { pairByText, type PairStatements } from "./load-statements.ts";

export type Match =
  | { readonly ok: true; readonly knowledge: Knowledge }
  | {
      readonly ok: false;
      readonly expected: unknown;
      readonly received: unknown;
      /** The path to what differs; empty for the whole. */
      readonly at: string;
      /** They are texts of SQL, in which much is only spelling. */
      readonly isSql?: boolean;
    };

/** Whether the value is what the diagram says of it; names that it introduces are bound in the resulting knowledge. */
export function matchValue(
  spec: Value,
  value: unknown,
  knowledge: Knowledge,
  round: string,
  pair: PairStatements = pairByText,
): Match {
  switch (spec.kind) {
    case "literal":
      return Object.is(spec.value, value) ? { ok: true, knowledge } : mismatch(spec.value, value);
    case "from":
    case "free":
      return matchName(spec.kind === "from" ? spec.path : spec.name, spec.kind, value, knowledge, round);
    case "template":
      return matchTemplate(spec.parts, value, knowledge, round);
    case "record":
      return matchRecord(spec.fields, value, knowledge, round);
    case "sql":
      return matchSql(spec, value, knowledge, round, pair);
    default:
      return spec satisfies never;
  }
}

function matchName(
  name: string,
  kind: "from" | "free",
  value: unknown,
  knowledge: Knowledge,
  round: string,
): Match {
  const known = lookup(knowledge, name, round);
  // What an earlier round of a loop left free may be something else in this one.
  const stale = known !== undefined && kind === "free" && !round.startsWith(known.round);
  if (known === undefined || stale) return { ok: true, knowledge: bind(knowledge, name, value, round) };
  return same(known.value, value) ? { ok: true, knowledge } : narrowed(known.value, value);
}

/** The one field in which two objects differ says more than both of them in full. */
function narrowed(expected: unknown, received: unknown): Match & { ok: false } {
  const whole = mismatch(expected, received);
  if (typeof expected !== "object" || typeof received !== "object" || expected === null || received === null)
    return whole;
  if (Array.isArray(expected) || Array.isArray(received)) return whole;
  const names = [...new Set([...Object.keys(expected), ...Object.keys(received)])];
  const different = names.filter((name) => !deepEqual(own(expected, name), own(received, name)));
  const [name] = different;
  if (name === undefined || different.length > 1) return whole;
  const inner = narrowed(own(expected, name), own(received, name));
  return { ...inner, at: inner.at === "" ? name : `${name}.${inner.at}` };
}

// Stores keep text: an object may cross the arrow as its JSON.
function same(expected: unknown, received: unknown): boolean {
  if (deepEqual(expected, received)) return true;
  return isJsonOf(received, expected) || isJsonOf(expected, received);
}

function isJsonOf(text: unknown, value: unknown): boolean {
  if (typeof text !== "string" || typeof value !== "object" || value === null) return false;
  try {
    return deepEqual(JSON.parse(jsonText(value)), JSON.parse(text));
  } catch {
    return false;
  }
}

function matchTemplate(parts: readonly string[], value: unknown, knowledge: Knowledge, round: string): Match {
  return matchFilled(parts, value, knownAt(knowledge, round), knowledge, round);
}

/** `knowledge` without what belongs to other rounds; what is bound is added to `all`. */
function matchFilled(
  parts: readonly string[],
  value: unknown,
  knowledge: Knowledge,
  all: Knowledge,
  round: string,
): Match {
  const shown = filledTemplate(parts, (path) => shownName(path, knowledge));
  if (typeof value !== "string") return mismatch(shown, value);
  const unknown = parts.filter((part, index) => index % 2 === 1 && lookup(knowledge, part) === undefined);
  if (unknown.length === 0) return value === shown ? { ok: true, knowledge: all } : mismatch(shown, value);
  const holes = templateHoles(textsAround(parts, unknown, knowledge), value);
  if (holes === undefined) return mismatch(shown, value);
  const bound = unknown.reduce((known, path, index) => bind(known, path, holes[index], round), all);
  return { ok: true, knowledge: bound };
}

/** What a template says around the values that are not known yet: known ones are part of it. */
function textsAround(
  parts: readonly string[],
  unknown: readonly string[],
  knowledge: Knowledge,
): readonly string[] {
  const texts = [""];
  for (const [index, part] of parts.entries()) {
    const isHole = index % 2 === 1 && unknown.includes(part);
    if (isHole) texts.push("");
    else texts.push(`${texts.pop()}${index % 2 === 0 ? part : shownName(part, knowledge)}`);
  }
  return texts;
}

function shownName(path: string, knowledge: Knowledge): string {
  const known = lookup(knowledge, path);
  return known === undefined ? `{${path}}` : String(known.value);
}

function matchRecord(
  fields: readonly ValueField[],
  value: unknown,
  knowledge: Knowledge,
  round: string,
): Match {
  const object = typeof value === "string" ? storedObject(value) : value;
  if (typeof object !== "object" || object === null) return mismatch(shownFields(fields), value);
  let known = knowledge;
  for (const { name, value: spec } of fields) {
    const match = matchValue(spec, own(object, name), known, round);
    if (!match.ok) return { ...match, at: match.at === "" ? name : `${name}.${match.at}` };
    known = match.knowledge;
  }
  return { ok: true, knowledge: known };
}

function storedObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields that are promised, for a report: what was there instead is no object. */
function shownFields(fields: readonly ValueField[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}

/** The statement must mean the same; then each of its values is held to the drawn one in the same place. */
function matchSql(
  spec: Value & { kind: "sql" },
  value: unknown,
  knowledge: Knowledge,
  round: string,
  pair: PairStatements,
): Match {
  const drawn = statementText(spec.chunks);
  const text = typeof value === "object" && value !== null ? own(value, "text") : undefined;
  const values = typeof value === "object" && value !== null ? own(value, "values") : undefined;
  if (typeof text !== "string" || !Array.isArray(values)) return mismatch({ text: drawn }, value);
  const pairs = pair(drawn, text);
  if (pairs === undefined) return { ...mismatch(oneLine(drawn), oneLine(text)), at: "text", isSql: true };
  if (values.length !== Math.max(0, ...pairs.map(([, actual]) => actual)))
    return { ...mismatch(`${spec.values.length} values`, values), at: "values" };
  let known = knowledge;
  for (const [expected, actual, isListed] of pairs) {
    const item = spec.values[expected - 1];
    const given: unknown = values[actual - 1];
    if (item === undefined) return { ...mismatch("no value", given), at: `$${actual}` };
    const isOne = isListed === true && Array.isArray(given) && given.length === 1;
    const whole = matchValue(item, given, known, round);
    const match = isOne && !whole.ok ? matchValue(item, given[0], known, round) : whole;
    if (!match.ok) return { ...match, at: `$${actual}` };
    known = match.knowledge;
  }
  return { ok: true, knowledge: known };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function mismatch(expected: unknown, received: unknown): Match & { ok: false } {
  return { ok: false, expected, received, at: "" };
}
