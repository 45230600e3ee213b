/** A list is bound as one array: before it, `id IN (` becomes `id = ANY(`, and `id NOT IN (` becomes `id <> ALL(`. */
export function comparedWithLists(chunks: readonly string[], isList: readonly boolean[]): readonly string[] {
  return chunks.map((chunk, index) =>
    isList[index] === true
      ? chunk.replace(/\bNOT IN ?\( ?$/i, "<> ALL(").replace(/\bIN ?\( ?$/i, "= ANY(")
      : chunk,
  );
}
