import { positionAt } from "../source/source-file.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Diagnostics that have one cause as one: the first, which names the lines of the others. */
export function mergeCauses(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = Map.groupBy(diagnostics, (entry) =>
    entry.cause === undefined ? entry : `${entry.code} ${entry.cause}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => a.span.start - b.span.start);
    if (first === undefined || others.length === 0) return group;
    const lines = others.map(({ source, span }) => positionAt(source, span.start).line);
    const more = [...new Set(lines)].filter(
      (line) => line !== positionAt(first.source, first.span.start).line,
    );
    if (more.length === 0) return [first];
    const shown = more.length > 10 ? [...more.slice(0, 9), `${more.length - 9} more`] : more;
    const also = `The same holds for ${more.length === 1 ? "line" : "lines"} ${shown.join(", ")}.`;
    return [{ ...first, message: `${first.message} ${also}` }];
  });
}
