import { concatMapped, sliceMapped, spanOf, trimMapped, type MappedText } from "./mapped-text.ts";
import { joinContinuedLines, physicalLines } from "./physical-lines.ts";
import type { SourceFile, Span } from "./source-file.ts";

/** One `@start…` to `@end…` region of a file, reduced to the lines that PlantUML's commands see. */
export interface Block {
  /** What follows `@start`, in lower case: `uml`, `json`, … */
  readonly type: string;
  /** The rest of the `@start…` line: a name, `(id=x)`, `{file.png}`. */
  readonly suffix: string;
  readonly start: Span;
  readonly end: Span;
  readonly span: Span;
  readonly lines: readonly MappedText[];
  /** Comments and front matter: understood, and not statements. */
  readonly comments: readonly MappedText[];
}

/** The blocks of a file, and what PlantUML silently fails to see as one. */
export interface BlockReading {
  readonly blocks: readonly Block[];
  /** `@start…` lines without an end. */
  readonly unended: readonly Span[];
  /** `@start…` lines inside a block, which throw away the block up to there. */
  readonly restarts: readonly { readonly lost: Span; readonly by: Span }[];
}

interface OpenBlock {
  readonly start: MappedText;
  readonly prefix: string;
  readonly content: MappedText[];
  paused: boolean;
}

/** Cuts a file into its blocks, following PlantUML's reading pipeline up to (but without) its preprocessor. */
export function readBlocks(source: SourceFile): BlockReading {
  const blocks: Block[] = [];
  const restarts: { lost: Span; by: Span }[] = [];
  let open: OpenBlock | undefined;
  for (const physical of joinContinuedLines(physicalLines(source))) {
    const line = open === undefined ? physical : withoutPrefix(physical, open.prefix);
    const start = startOfBlock(line);
    if (start !== undefined) {
      if (open !== undefined) restarts.push({ lost: spanOf(open.start), by: spanOf(start.line) });
      open = { start: start.line, prefix: start.prefix, content: [], paused: false };
    } else if (open !== undefined) {
      const trimmed = trimMapped(line);
      if (trimmed.text.startsWith("@end")) {
        blocks.push(finished(open, trimmed));
        open = undefined;
      } else addLine(open, line, trimmed);
    }
  }
  return { blocks, restarts, unended: open === undefined ? [] : [spanOf(open.start)] };
}

/** Diagrams live inside source comments: what stands before `@start…` is cut off the following lines too. */
function startOfBlock(line: MappedText): { readonly line: MappedText; readonly prefix: string } | undefined {
  const at = lastStart(line.text);
  if (at === undefined) return undefined;
  return { line: trimMapped(sliceMapped(line, at)), prefix: line.text.slice(0, at) };
}

/**
 * Where the last `@start…` stands that only has signs, blanks and `<tags>` before it. Every place is visited once: as a
 * regular expression with alternatives for a sign and for a tag, a line of `<><><>…` would take exponential time.
 */
function lastStart(text: string): number | undefined {
  if (!text.includes("@start")) return undefined;
  const reachable = new Set([0]);
  let last: number | undefined;
  for (const place of reachable) {
    if (/^@start\S/.test(text.slice(place, place + 8))) last = Math.max(last ?? 0, place);
    const point = String.fromCodePoint(text.codePointAt(place) ?? 0);
    if (place < text.length && !/[\p{L}\p{N}_@]/u.test(point)) reachable.add(place + point.length);
    if (point === "<") {
      const next = nextAngle(text, place + 1);
      if (text[next] === ">") reachable.add(next + 1);
    }
  }
  return last;
}

function nextAngle(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "<" && text[at] !== ">") at += 1;
  return at;
}

function withoutPrefix(line: MappedText, prefix: string): MappedText {
  if (prefix === "") return line;
  if (line.text.startsWith(prefix)) return sliceMapped(line, prefix.length);
  // Editors trim the blank at the end of a prefix off empty lines, and people off others.
  const bare = prefix.trimEnd();
  return line.text.startsWith(bare) ? sliceMapped(line, bare.length) : line;
}

function addLine(open: OpenBlock, line: MappedText, trimmed: MappedText): void {
  if (trimmed.text.startsWith("@unpause")) open.paused = false;
  else if (open.paused) {
    const appended = /^@a(?:ppend)?\s/.exec(trimmed.text);
    if (appended !== null) open.content.push(sliceMapped(trimmed, appended[0].length));
  } else if (trimmed.text.startsWith("@pause")) open.paused = true;
  else open.content.push(line);
}

function finished(open: OpenBlock, end: MappedText): Block {
  const comments: MappedText[] = [];
  const content = untilExit(withoutFrontMatter(open.content, comments));
  const lines = joinContinuedLines(withoutComments(content, comments));
  const [, type = "", suffix = ""] = /^@start([a-z]*)(.*)/is.exec(open.start.text) ?? [];
  const start = spanOf(open.start);
  return {
    type,
    suffix,
    start,
    end: spanOf(end),
    span: { start: start.start, end: spanOf(end).end },
    lines,
    comments,
  };
}

function withoutFrontMatter(lines: readonly MappedText[], comments: MappedText[]): readonly MappedText[] {
  if (lines[0]?.text !== "---") return lines;
  const end = lines.findIndex((line, index) => index > 0 && line.text === "---");
  if (end < 0) return lines;
  comments.push(...lines.slice(0, end + 1));
  return lines.slice(end + 1);
}

function untilExit(lines: readonly MappedText[]): readonly MappedText[] {
  const exit = lines.findIndex((line) => /^\s*!exit\b/.test(line.text));
  return exit < 0 ? lines : lines.slice(0, exit);
}

/** Comments count everywhere, even inside notes: `' …` lines, and `/' … '/` that spans lines or stands at a line's edge. */
function withoutComments(lines: readonly MappedText[], comments: MappedText[]): readonly MappedText[] {
  const kept: MappedText[] = [];
  let inside = false;
  for (const line of lines) {
    const text = trimMapped(line).text;
    if (inside) {
      comments.push(line);
      if (text.endsWith("'/")) inside = false;
    } else if (text.startsWith("'") || (text.startsWith("/'") && text.endsWith("'/"))) comments.push(line);
    else if (text.startsWith("/'") && !text.includes("'/")) {
      comments.push(line);
      inside = true;
    } else kept.push(withoutInnerComment(line));
  }
  return kept;
}

function withoutInnerComment(line: MappedText): MappedText {
  const text = line.text;
  if (/^\s*\/'/.test(text)) return sliceMapped(line, text.indexOf("'/") + 2);
  const opening = /'\/\s*$/.test(text) ? text.lastIndexOf("/'") : -1;
  return opening < 0 ? withoutMarkedWords(line) : sliceMapped(line, 0, opening);
}

/** The one comment that may stand amid a line: a single word, with three apostrophes on either side. */
function withoutMarkedWords(line: MappedText): MappedText {
  const kept: MappedText[] = [];
  let start = 0;
  for (const match of line.text.matchAll(/\/'''[-\w]*'''\//g)) {
    kept.push(sliceMapped(line, start, match.index));
    start = match.index + match[0].length;
  }
  return start === 0 ? line : concatMapped([...kept, sliceMapped(line, start)]);
}

/** The name that a `@startuml` line gives its diagram. */
export function blockName(block: Block): string | undefined {
  const suffix = block.suffix.trim();
  const id = /^\(\s*id\s*=\s*([^)\s]+)\s*\)/.exec(suffix)?.[1];
  const file = /^\{([^,}]*)[,}]/.exec(suffix)?.[1]?.trim();
  const name = id ?? file ?? suffix.replace(/^["“”](.*)["“”]$/, "$1");
  return name === "" ? undefined : name;
}
