import type { Text, TextLine } from "./words.ts";
import { sliceMapped, spanOf, type MappedText } from "../source/mapped-text.ts";

/** Where PlantUML leaves backslashes alone: links and formulas. */
const verbatim = /\[\[.*?\]\]|<math>.*?<\/math>|<latex>.*?<\/latex>/g;
const escape = /\\[\s\S]|%newline\(\)|%n\(\)/g;

/** One-line text, cut into display lines at `\n` and its relatives; `\t` and `\\` become what they stand for. */
export function escapedText(mapped: MappedText): Text {
  const protectedRanges = [...mapped.text.matchAll(verbatim)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const lines: TextLine[] = [];
  let text = "";
  let lineStart = 0;
  let copied = 0;
  let range = 0;
  for (const match of mapped.text.matchAll(escape)) {
    while ((protectedRanges[range]?.[1] ?? Infinity) <= match.index) range += 1;
    if ((protectedRanges[range]?.[0] ?? Infinity) <= match.index) continue;
    text += mapped.text.slice(copied, match.index);
    copied = match.index + match[0].length;
    if (/^(?:\\[nlr]|%)/.test(match[0])) {
      lines.push({ text, span: spanOf(mapped, lineStart, match.index) });
      text = "";
      lineStart = copied;
    } else text += replacement(match[0]);
  }
  text += mapped.text.slice(copied);
  lines.push({ text, span: spanOf(mapped, lineStart) });
  return { lines, span: spanOf(mapped) };
}

function replacement(found: string): string {
  if (found === "\\t") return "\t";
  return found === "\\\\" ? "\\" : found;
}

/** The text between an opening line and its terminator: verbatim, but for the indentation that all lines share. */
export function bodyText(body: readonly MappedText[], fallback: MappedText): Text {
  const indents = body
    .filter((line) => /\S/.test(line.text))
    .map((line) => /^[ \t]*/.exec(line.text)?.[0].length ?? 0);
  const indent = indents.reduce((least, length) => Math.min(least, length), indents[0] ?? 0);
  const lines = body.flatMap((line) => newlineCalls(sliceMapped(line, Math.min(indent, line.text.length))));
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined)
    return { lines: [], span: spanOf(fallback, fallback.text.length) };
  return { lines, span: { start: first.span.start, end: last.span.end } };
}

/** `%newline()` is expanded before PlantUML looks at lines, so it works where `\n` does not. */
function newlineCalls(line: MappedText): readonly TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (const match of line.text.matchAll(/%newline\(\)|%n\(\)/g)) {
    lines.push({ text: line.text.slice(start, match.index), span: spanOf(line, start, match.index) });
    start = match.index + match[0].length;
  }
  return [...lines, { text: line.text.slice(start), span: spanOf(line, start) }];
}

/** No text, at the end of a statement. */
export function noText(statement: MappedText): Text {
  return escapedText(sliceMapped(statement, statement.text.length));
}
