import { ts } from "ts-morph";
import { align, type Chunk } from "./text/align.ts";
import { laidOut, type Layout } from "./text/layout.ts";
import type { Edit } from "./text/splice.ts";
import type { Container, Unit } from "./text/units.ts";

/** What both sides changed in the same place, so that a person has to decide. */
export interface Clash {
  /** Statements as they were generated, and as they are generated now. */
  readonly base: string;
  readonly next: string;
  /** Where it is in the developer's text. */
  readonly at: number;
}

export interface Merged {
  readonly edits: readonly Edit[];
  readonly clashes: readonly Clash[];
}

export interface Versions {
  readonly base: Container;
  readonly mine: Container;
  readonly next: Container;
}

/**
 * Merges statements three-way: what only the diagram changed is taken over into the developer's text, what only they
 * changed stays, and what both changed is a clash, unless both changed it in the same way. A statement that the diagram
 * moved is taken over at both ends or at none.
 */
export function mergeStatements(versions: Versions, layout: Layout): Merged {
  const changes = changesIn(versions, layout);
  let clashes = changes.filter(({ edit }) => edit === undefined);
  for (let isDone = false; !isDone;) {
    const [gone, come] = [keysOf(clashes, "removes"), keysOf(clashes, "adds")];
    const isHalf = ({ adds, removes }: Change): boolean =>
      adds.some((key) => gone.has(key)) || removes.some((key) => come.has(key));
    const halves = changes.filter((change) => !clashes.includes(change) && isHalf(change));
    clashes = [...clashes, ...halves];
    isDone = halves.length === 0;
  }
  return {
    edits: changes.flatMap((change) =>
      change.edit === undefined || clashes.includes(change) ? [] : [change.edit],
    ),
    clashes: changes.flatMap((change) => (clashes.includes(change) ? [change.clash] : [])),
  };
}

/** What the diagram changed in one place. */
interface Change {
  /** Undefined where the developer changed it, too. */
  readonly edit: Edit | undefined;
  readonly clash: Clash;
  /** Calls that come and go there. */
  readonly adds: readonly string[];
  readonly removes: readonly string[];
}

function changesIn(versions: Versions, layout: Layout): readonly Change[] {
  const { base, mine, next } = versions;
  return align(base.units, mine.units, next.units).flatMap((chunk): readonly Change[] => {
    const wholes = { base: wholeOf(chunk.base), mine: wholeOf(chunk.mine), next: wholeOf(chunk.next) };
    if (keyOf(chunk.mine) === keyOf(chunk.next) && wholes.mine !== wholes.base) return [];
    if (wholes.base === wholes.next || wholes.mine === wholes.next) return [];
    if (wholes.mine === wholes.base) return [changeOf(chunk, versions, replacement(chunk, versions, layout))];
    if (keyOf(chunk.base) === keyOf(chunk.next)) return [];
    return nested(chunk, layout) ?? [changeOf(chunk, versions, undefined)];
  });
}

function changeOf(chunk: Chunk<Unit>, versions: Versions, edit: Edit | undefined): Change {
  const [before, now] = [allKeys(chunk.base), allKeys(chunk.next)];
  // Only calls: a `return` here is not the one from there.
  const lacking = (some: readonly string[], others: readonly string[]): readonly string[] =>
    some.filter((key) => key.includes("(") && !others.includes(key));
  return { edit, clash: clashOf(chunk, versions), adds: lacking(now, before), removes: lacking(before, now) };
}

/** The statements, and those in their blocks. */
function allKeys(units: readonly Unit[]): readonly string[] {
  return units.flatMap(({ key, containers }) => [
    key,
    ...containers.flatMap((inner) => allKeys(inner.units)),
  ]);
}

function keysOf(changes: readonly Change[], which: "adds" | "removes"): ReadonlySet<string> {
  return new Set(changes.flatMap((change) => change[which]));
}

/** Statements of the same form, such as an `if` with the same condition, are merged block by block. */
function nested({ isPair, base, mine, next }: Chunk<Unit>, layout: Layout): readonly Change[] | undefined {
  const [b, m, n] = [base[0], mine[0], next[0]];
  if (!isPair || b === undefined || m === undefined || n === undefined || m.containers.length === 0)
    return undefined;
  return b.containers.flatMap((container, index): readonly Change[] => {
    const [ofMine, ofNext] = [m.containers[index], n.containers[index]];
    if (ofMine === undefined || ofNext === undefined) return [];
    return changesIn({ base: container, mine: ofMine, next: ofNext }, layout);
  });
}

function keyOf(units: readonly Unit[]): string {
  return units.map(({ key }) => key).join("\u0003");
}

function wholeOf(units: readonly Unit[]): string {
  return units.map(({ whole }) => whole).join("\u0003");
}

/** Puts the new statements where the old ones are in the developer's text. */
function replacement(
  chunk: Chunk<Unit>,
  { mine, next }: Pick<Versions, "mine" | "next">,
  layout: Layout,
): Edit {
  const start = chunk.mine[0]?.start ?? mine.units[chunk.at - 1]?.end ?? mine.start;
  const end = chunk.mine.at(-1)?.end ?? start;
  const neighbour = chunk.mine[0] ?? mine.units[chunk.at - 1] ?? mine.units[chunk.at];
  const indent = neighbour?.indent ?? mine.opener + layout.unit;
  const text = textIn(chunk.next, next, indent, layout);
  const source = mine.file.text;
  const isLineStart = start === 0 || /[\r\n]$/.test(source.slice(0, start));
  if (isLineStart || text === "") return { start, end, text };
  // Behind something on the same line: `{}`, or two statements on one line.
  const rest = /^[ \t]*(?=\})/.exec(source.slice(end))?.[0];
  return {
    start,
    end: end + (rest?.length ?? 0),
    text: `${layout.eol}${text}${rest === undefined ? indent : mine.opener}`,
  };
}

/** Statements of a generated text, as they are laid out elsewhere. */
export function textIn(
  units: readonly Unit[],
  { file, opener }: Container,
  indent: string,
  layout: Layout,
): string {
  const [first, last] = [units[0], units.at(-1)];
  if (first === undefined || last === undefined) return "";
  const lines = file.text.slice(first.start, last.end).split("\n");
  const fixed = templateLines(file, first.start, last.end);
  return laidOut(lines, { from: opener.length + 2, indent, fixed }, layout);
}

/** The lines, counted from `start`, that begin inside of a template. */
function templateLines(file: ts.SourceFile, start: number, end: number): ReadonlySet<number> {
  const fixed = new Set<number>();
  const firstLine = file.getLineAndCharacterOfPosition(start).line;
  const visit = (node: ts.Node): void => {
    if (node.end <= start || node.pos >= end) return;
    if (ts.isTemplateLiteralToken(node)) {
      const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const to = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = from + 1; line <= to; line += 1) fixed.add(line - firstLine);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return fixed;
}

function clashOf(chunk: Chunk<Unit>, { base, mine, next }: Versions): Clash {
  const layout: Layout = { eol: "\n", unit: "  " };
  return {
    base: textIn(chunk.base, base, "", layout).trim(),
    next: textIn(chunk.next, next, "", layout).trim(),
    at: chunk.mine[0]?.start ?? mine.units[chunk.at - 1]?.end ?? mine.start,
  };
}
