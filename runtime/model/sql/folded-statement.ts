/**
 * A statement without what is only layout, for those who have no parser: outside of quotes, white space, letter case and
 * a `;` at the end do not matter. Another order, an alias or a cast makes another text, though the meaning is the same.
 */
export function foldedStatement(text: string): string {
  const pieces = text.match(/'(?:[^']|'')*'?|"(?:[^"]|"")*"?|[\p{L}\p{N}_$]+|\s+|[^]/gu) ?? [];
  const words = pieces.filter((piece) => !/^\s/.test(piece)).map(folded);
  return words.join(" ").replace(/ ;$/, "");
}

function folded(piece: string): string {
  return /^['"]/.test(piece) ? piece : piece.toLowerCase();
}
