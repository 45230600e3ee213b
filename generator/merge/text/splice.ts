/** A part of a text, and what is to stand there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with some parts replaced. Insertions at one place keep their order. */
export function splice(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ ...edit, index }))
    .toSorted((one, other) => one.start - other.start || one.end - other.end || one.index - other.index);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    parts.push(text.slice(at, start), replacement);
    at = Math.max(at, end);
  }
  return parts.join("") + text.slice(at);
}
