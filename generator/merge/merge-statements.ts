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
 * changed stays, and what both changed is a clash, unless both changed it in the same way.
 */
export function mergeStatements({ base, mine, next }: Versions, layout: Layout): Merged {
  const edits: Edit[] = [];
  const clashes: Clash[] = [];
  const take = (chunk: Chunk<Unit>): void => void edits.push(replacement(chunk, { mine, next }, layout));
  for (const chunk of align(base.units, mine.units, next.units)) {
    const wholes = { base: wholeOf(chunk.base), mine: wholeOf(chunk.mine), next: wholeOf(chunk.next) };
    if (keyOf(chunk.mine) === keyOf(chunk.next) && wholes.mine !== wholes.base) continue;
    if (wholes.base === wholes.next || wholes.mine === wholes.next) continue;
    if (wholes.mine === wholes.base) take(chunk);
    else if (keyOf(chunk.base) === keyOf(chunk.next)) continue;
    else {
      const inner = nested(chunk, layout);
      if (inner === undefined) clashes.push(clashOf(chunk, { base, mine, next }));
      edits.push(...(inner?.edits ?? []));
      clashes.push(...(inner?.clashes ?? []));
    }
  }
  return { edits, clashes };
}

/** Statements of the same form, such as an `if` with the same condition, are merged block by block. */
function nested({ isPair, base, mine, next }: Chunk<Unit>, layout: Layout): Merged | undefined {
  const [b, m, n] = [base[0], mine[0], next[0]];
  if (!isPair || b === undefined || m === undefined || n === undefined || m.containers.length === 0)
    return undefined;
  const merged = b.containers.map((container, index): Merged => {
    const [ofMine, ofNext] = [m.containers[index], n.containers[index]];
    if (ofMine === undefined || ofNext === undefined) return { edits: [], clashes: [] };
    return mergeStatements({ base: container, mine: ofMine, next: ofNext }, layout);
  });
  return { edits: merged.flatMap(({ edits }) => edits), clashes: merged.flatMap(({ clashes }) => clashes) };
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
