import { lineText, positionAt, type SourceFile, type Span } from "../source/source-file.ts";

/** A change of a diagram that does what a hint says. Its edits do not overlap. */
export interface Fix {
  /** What it does, in a few words: `Write "else"` */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What a part of a text becomes; an empty part is a place to insert at. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Place {
  readonly source: SourceFile;
  readonly span: Span;
}

/** Writes something else at some places. */
export function rewrite(spans: readonly Span[], text: string): Fix {
  const shown = text.length <= 60 ? text : `${text.slice(0, 59)}…`;
  return { title: `Write ${shown}`, edits: spans.map((span) => ({ span, text })) };
}

/** Writes another word wherever one stands between two places; undefined where it does not stand there. */
export function rewriteWord({ source, span }: Place, word: string, by: string): Fix | undefined {
  if (word === "") return undefined;
  const text = source.text.slice(span.start, span.end);
  const found: Span[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const beside = [text.slice(Math.max(0, at - 2), at), text.slice(end, end + 2)] as const;
    if (/[\p{L}\p{N}_]$/u.test(beside[0]) || /^[\p{L}\p{N}_]/u.test(beside[1])) continue;
    found.push({ start: span.start + at, end: span.start + end });
  }
  return found.length === 0 ? undefined : rewrite(found, by);
}

/**
 * Writes a line of its own above the one that a place begins on, indented alike; undefined where something else than
 * signs stands before the place.
 */
export function writeAbove({ source, span }: Place, line: string): Fix | undefined {
  const { line: number, column } = positionAt(source, span.start);
  const before = lineText(source, number).slice(0, column - 1);
  if (/[\p{L}\p{N}"]/u.test(before)) return undefined;
  const start = span.start - column + 1;
  return {
    title: `Write ${line}`,
    edits: [{ span: { start, end: start }, text: `${before}${line}${lineEnd(source)}` }],
  };
}

/** Writes a line of its own below the one that a place ends on, indented as the one that it begins on. */
export function writeBelow({ source, span }: Place, line: string): Fix | undefined {
  const { line: first, column } = positionAt(source, span.start);
  const before = lineText(source, first).slice(0, column - 1);
  if (/[\p{L}\p{N}"]/u.test(before)) return undefined;
  const { line: last } = positionAt(source, span.end);
  const end = (source.lineStarts[last - 1] ?? 0) + lineText(source, last).length;
  return {
    title: `Write ${line}`,
    edits: [{ span: { start: end, end }, text: `${lineEnd(source)}${before}${line}` }],
  };
}

/** Writes a last line. */
export function writeAtEnd(source: SourceFile, line: string): Fix {
  const { length } = source.text;
  const end = lineEnd(source);
  const gap = /[\r\n]$/.test(source.text) ? "" : end;
  return {
    title: `Write ${line}`,
    edits: [{ span: { start: length, end: length }, text: `${gap}${line}${end}` }],
  };
}

/** A participant's name as a diagram writes it. */
export function writtenName(code: string): string {
  return /^[\p{L}\p{N}_.@]+$/u.test(code) ? code : `"${code}"`;
}

/** The directive that makes a component of a participant. */
export function componentDirective(code: string): string {
  return `' @seqwright role ${/^\S+$/.test(code) ? code : `"${code}"`} component`;
}

function lineEnd({ text }: SourceFile): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

/** Draws the arrow of a statement otherwise: the first of the forms that stands before its text. */
export function rewriteArrow(
  { source, span }: Place,
  ...forms: readonly (readonly [from: string, to: string])[]
): Fix | undefined {
  const [statement = ""] = source.text.slice(span.start, span.end).split(":");
  const arrow = /[-<>]{2,8}/.exec(statement);
  const to = forms.find(([from]) => from === arrow?.[0])?.[1];
  if (arrow === null || to === undefined) return undefined;
  const start = span.start + arrow.index;
  return rewrite([{ start, end: start + arrow[0].length }], to);
}
