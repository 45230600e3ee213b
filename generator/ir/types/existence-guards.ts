import { isOneOf, not, redisCommand } from "seqwright-runtime/model";
import type { Guard } from "../../text/model.ts";
import type { OutlineBranch, OutlineElement, OutlineFragment } from "../drawing/outline.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { parseExistence } from "./existence-words.ts";
import { optionalAnswer } from "./optional-answer.ts";
import { thingInWords } from "./thing-in-words.ts";
import { sqlAnswer } from "./sql-answer.ts";
import { keyOf, lastKey, singular } from "./value-names.ts";

/** Guards that ask whether a row, or the value of a key, is there, as comparisons with the answer that may lack it. */
export interface ExistenceGuards {
  readonly body: readonly OutlineElement[];
  /** Answers that may be `null`: what comes after them asks. By the arrow's index. */
  readonly maybeMissing: ReadonlySet<number>;
}

/** An answer to a statement or to a command that reads a key, and the answers that hand it on. */
interface Chain {
  readonly replies: readonly ReadArrow[];
  /** How the last of them calls the value. */
  readonly name: string;
  readonly tables: readonly string[];
  /** What the value is when nothing is there. */
  readonly missing: null | 0;
}

interface Reading {
  readonly byIndex: ReadonlyMap<number, ReadArrow>;
  readonly overrides: Overrides;
  readonly maybeMissing: Set<number>;
}

/** Reads `alt user found … else not found` right after the answer of a SELECT or GET (or what was written, after its count). */
export function existenceGuards(
  body: readonly OutlineElement[],
  arrows: readonly ReadArrow[],
  overrides: Overrides,
): ExistenceGuards {
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  const reading: Reading = { byIndex, overrides, maybeMissing: new Set() };
  return { body: readBody(body, reading), maybeMissing: reading.maybeMissing };
}

function readBody(elements: readonly OutlineElement[], reading: Reading): readonly OutlineElement[] {
  let chain: Chain | undefined;
  return elements.map((element) => {
    if (element.kind === "arrow") {
      const { index } = element.arrow;
      chain = afterArrow(chain, index, reading) ?? begunByAnswer(index, reading);
    }
    if (element.kind !== "fragment") return element;
    const fragment = readFragment(element.fragment, chain, reading);
    chain = undefined;
    return { ...element, fragment };
  });
}

function readFragment(
  fragment: OutlineFragment,
  chain: Chain | undefined,
  reading: Reading,
): OutlineFragment {
  const isChoice =
    fragment.operator === "alt" || fragment.operator === "opt" || fragment.operator === "break";
  const guards = chain === undefined || !isChoice ? undefined : guardsOf(fragment, chain, reading);
  if (guards !== undefined && chain?.missing === null)
    for (const { index } of chain.replies) reading.maybeMissing.add(index);
  return {
    ...fragment,
    branches: fragment.branches.map((branch, index) => ({
      ...branch,
      guard: guards?.[index] ?? branch.guard,
      body: readBody(branch.body, reading),
    })),
  };
}

/** `Row | null`, `user or nothing`: whoever answers like this may have nothing, whatever was asked. */
function begunByAnswer(index: number, { byIndex }: Reading): Chain | undefined {
  const arrow = byIndex.get(index);
  const name = arrow && optionalAnswer(arrow);
  return arrow === undefined || name === undefined
    ? undefined
    : { replies: [arrow], name, tables: [], missing: null };
}

/**
 * Undefined unless every branch asks whether it is there, or for nothing; or one does by its name or answers that there is
 * none, and others ask for something else.
 */
function guardsOf(
  { branches }: OutlineFragment,
  chain: Chain,
  { byIndex }: Reading,
): readonly Guard[] | undefined {
  const guards = branches.map((branch) => guardOf(branch, chain));
  if (guards.every((guard) => guard !== undefined))
    return guards.some(({ kind }) => kind === "predicate") ? guards : undefined;
  const isSure = (branch: OutlineBranch): boolean =>
    isAboutByName(branch, chain) || saysNotFound(branch, byIndex);
  if (!branches.some(isSure)) return undefined;
  return branches.map((branch, index) => (isSure(branch) ? (guards[index] ?? branch.guard) : branch.guard));
}

/** `게시글이 없음`, and what is answered then is that there is none: 404. */
function saysNotFound({ guard, label, body }: OutlineBranch, byIndex: Reading["byIndex"]): boolean {
  if (parseExistence(guard.kind === "condition" ? guard.text : label)?.exists !== false) return false;
  return body.some((element) => {
    const answer = element.kind === "arrow" ? byIndex.get(element.arrow.index) : undefined;
    if (answer?.paired.kind !== "reply") return false;
    const { meaning, text } = answer;
    return meaning.kind === "http-response" ? meaning.status === 404 : isNotFound(text);
  });
}

const isNotFound = (text: string): boolean =>
  /not\s?found|NotFound|NOT_FOUND|없음|찾을 수 없|존재하지 않|見つから/u.test(text.slice(0, 200));

/** `order 없음`: the answer's own name stands there. */
function isAboutByName({ guard, label }: OutlineBranch, { name }: Chain): boolean {
  const noun = parseExistence(guard.kind === "condition" ? guard.text : label)?.noun ?? "";
  return noun !== "" && keyOf(camelCase(noun)) === keyOf(name);
}

function guardOf({ guard, label }: OutlineBranch, chain: Chain): Guard | undefined {
  if (guard.kind === "none") return guard;
  if (guard.kind === "predicate") {
    const asked = guard.predicate.kind === "not" ? guard.predicate.of : guard.predicate;
    const isNamed = asked.kind === "one-of" && keyOf(asked.name) === keyOf(chain.name);
    if (isNamed && asked.values.length === 1 && asked.values[0] === null) return guard;
  }
  const asked = parseExistence(guard.kind === "condition" ? guard.text : label);
  if (asked === undefined || !isAbout(asked.noun, chain)) return undefined;
  const isMissing = isOneOf(chain.name, chain.missing);
  return { kind: "predicate", predicate: asked.exists ? not(isMissing) : isMissing };
}

/** Words of another script than the names in code cannot be compared with them: the place says what is meant. */
function isAbout(noun: string, { name, tables }: Chain): boolean {
  if (noun === "" || /\P{ASCII}/u.test(noun)) return true;
  const asked = keyOf(camelCase(noun));
  if (/^(?:rows?|records?|results?|data|entry|entity|item|it|match|matches)$/.test(asked)) return true;
  const names = [name, ...tables].map(lastKey);
  return names.some(
    (one) =>
      one.includes(asked) || one.includes(keyOf(singular(asked))) || asked.includes(keyOf(singular(one))),
  );
}

function afterArrow(chain: Chain | undefined, index: number, reading: Reading): Chain | undefined {
  const arrow = reading.byIndex.get(index);
  if (arrow === undefined) return undefined;
  if (arrow.paired.kind !== "reply") return arrow.from === arrow.to ? chain : undefined;
  const asked = reading.byIndex.get(arrow.paired.call)?.meaning;
  if (asked?.kind === "sql") {
    const answer = sqlAnswer(asked, arrow.meaning, arrow.text);
    const missing =
      answer?.kind === "count" ? 0 : answer?.kind === "row" || answer?.kind === "value" ? null : undefined;
    if (answer === undefined || missing === undefined || !("name" in answer)) return undefined;
    // An aggregate has a row, whatever is in the table.
    if (answer.kind === "value" && answer.of !== undefined && asked.answer === "row") return undefined;
    const name = nameFor(reading.overrides, answer.name === "" ? "row" : answer.name, "row");
    return { replies: [arrow], name, tables: asked.tables, missing };
  }
  if (asked?.kind === "redis" && redisCommand(asked.command)?.result === "text") {
    const name = nameOfText(arrow, reading.overrides);
    return name === undefined ? undefined : { replies: [arrow], name, tables: [], missing: null };
  }
  const last = chain?.replies.at(-1);
  if (chain === undefined || last?.to !== arrow.from || arrow.meaning.kind !== "name") return undefined;
  return { ...chain, replies: [...chain.replies, arrow], name: camelCase(arrow.meaning.name) };
}

/** What an answer calls the text that it brings; undefined where it brings none, or shows its form. */
function nameOfText(arrow: ReadArrow, overrides: Overrides): string | undefined {
  if (arrow.meaning.kind === "name") return camelCase(arrow.meaning.name);
  const found = thingInWords(arrow, overrides);
  return found?.kind === "thing" ? found.name : undefined;
}
