import type { Span } from "./source-file.ts";

/** A run of characters that stand together both in the text and in the source file. */
interface Piece {
  /** Where the run starts in the text. */
  readonly at: number;
  /** Where it starts in the source file. */
  readonly offset: number;
  readonly length: number;
}

/** Text taken from a source file, perhaps with parts cut out or glued, that still knows where each character stood. */
export interface MappedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Text that stands in the source file as it is, from `offset` on. */
export function mappedText(text: string, offset: number): MappedText {
  return { text, pieces: [{ at: 0, offset, length: text.length }] };
}

/** Part of a text, by offsets into it. */
export function sliceMapped(mapped: MappedText, start: number, end = mapped.text.length): MappedText {
  const text = mapped.text.slice(start, end);
  const pieces: Piece[] = [];
  for (const piece of mapped.pieces) {
    const from = Math.max(start, piece.at);
    const to = Math.min(start + text.length, piece.at + piece.length);
    if (from < to)
      pieces.push({ at: from - start, offset: piece.offset + from - piece.at, length: to - from });
  }
  // An empty slice still has a place.
  if (pieces.length === 0) pieces.push({ at: 0, offset: offsetOf(mapped, start), length: 0 });
  return { text, pieces };
}

/** Texts one after the other, as in a line continued with a backslash. */
export function concatMapped(parts: readonly MappedText[]): MappedText {
  const pieces: Piece[] = [];
  let length = 0;
  for (const part of parts) {
    for (const piece of part.pieces) pieces.push({ ...piece, at: piece.at + length });
    length += part.text.length;
  }
  return { text: parts.map((part) => part.text).join(""), pieces };
}

/** Where a character of the text stands in the source file; the end of the text is the end of its last character. */
export function offsetOf(mapped: MappedText, index: number): number {
  let result = mapped.pieces[0]?.offset ?? 0;
  for (const piece of mapped.pieces) {
    if (piece.at > index) break;
    result = piece.offset + Math.min(index - piece.at, piece.length);
  }
  return result;
}

/** The part of the source file that a part of the text came from, including what was cut out in between. */
export function spanOf(mapped: MappedText, start = 0, end = mapped.text.length): Span {
  const from = offsetOf(mapped, start);
  return { start: from, end: end > start ? offsetOf(mapped, end - 1) + 1 : from };
}

/** The text without the blanks and control characters that PlantUML ignores at both ends of a line. */
export function trimMapped(mapped: MappedText): MappedText {
  let start = 0;
  let end = mapped.text.length;
  while (start < end && isBlank(mapped.text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(mapped.text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === mapped.text.length ? mapped : sliceMapped(mapped, start, end);
}

/** Not `\s`: the ideographic space U+3000, for one, is no blank to PlantUML. */
function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}
