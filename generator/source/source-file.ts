/** A half-open range of UTF-16 offsets into a {@link SourceFile}'s text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as people count it: line and column from 1, offset from 0 (UTF-16 code units). */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** One input file: its path as shown to the user, its text, and where each of its lines starts. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Indexes the lines of a text. CR, LF and CRLF all end a line, as in PlantUML. */
export function sourceFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (const lineEnd of text.matchAll(/\r\n|\r|\n/g)) lineStarts.push(lineEnd.index + lineEnd[0].length);
  return { path, text, lineStarts };
}

/** The line and column of an offset; offsets outside the text are clamped to it. */
export function positionAt(source: SourceFile, offset: number): Position {
  const clamped = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: clamped - (source.lineStarts[low] ?? 0) + 1, offset: clamped };
}

/** The text of a 1-based line, without its line end. */
export function lineText(source: SourceFile, line: number): string {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const next = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, next).replace(/[\r\n]+$/, "");
}
