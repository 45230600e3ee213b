/** How a file is laid out: how its lines end, and what one level of indentation is. */
export interface Layout {
  readonly eol: string;
  readonly unit: string;
}

export function layoutOf(text: string): Layout {
  const unit = /^(?<unit>\t| {2,8})(?=\S)(?!\*)/m.exec(text)?.groups?.["unit"];
  return { eol: /\r?\n/.exec(text)?.[0] ?? "\n", unit: unit ?? "  " };
}

/** Generated code: two blanks for each level. */
const generatedUnit = 2;

/**
 * Generated lines as they stand in another file. `indent` is that of the place; lines in `fixed` (by index) belong to a
 * template, where blanks count.
 */
export function laidOut(
  lines: readonly string[],
  {
    from,
    indent,
    fixed,
  }: { readonly from: number; readonly indent: string; readonly fixed: ReadonlySet<number> },
  { eol, unit }: Layout,
): string {
  return lines
    .map((line, index) => {
      if (fixed.has(index) || line.trim() === "") return line;
      const blanks = line.length - line.trimStart().length;
      const extra = Math.max(0, blanks - from);
      const levels = Math.floor(extra / generatedUnit);
      return indent + unit.repeat(levels) + " ".repeat(extra % generatedUnit) + line.trimStart();
    })
    .join(eol);
}
