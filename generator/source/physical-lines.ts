import { concatMapped, mappedText, sliceMapped, type MappedText } from "./mapped-text.ts";
import type { SourceFile } from "./source-file.ts";

/** The lines of a file as PlantUML's reader delivers them: no byte order marks, and no typographic dashes. */
export function physicalLines(source: SourceFile): readonly MappedText[] {
  return source.lineStarts.map((start, index) => {
    const end = source.lineStarts[index + 1] ?? source.text.length;
    const line = source.text.slice(start, end).replace(/[\r\n]+$/, "");
    const marks = line.startsWith("\uFEFF") ? 1 : 0;
    // An EN DASH is what word processors make of `--` and of ` - `; PlantUML reads it as a hyphen everywhere.
    return mappedText(line.slice(marks).replaceAll("\u2013", "-"), start + marks);
  });
}

/**
 * Glues each line that ends in a single backslash to the next one. Comment lines in between are skipped; the
 * indentation of the continuation stays, since PlantUML inserts and removes nothing.
 */
export function joinContinuedLines(lines: readonly MappedText[]): readonly MappedText[] {
  const joined: MappedText[] = [];
  let open: MappedText[] = [];
  for (const line of lines) {
    if (open.length > 0 && /^\s*'/.test(line.text)) continue;
    if (endsInSingleBackslash(line.text)) {
      open.push(sliceMapped(line, 0, line.text.length - 1));
    } else {
      joined.push(open.length === 0 ? line : concatMapped([...open, line]));
      open = [];
    }
  }
  if (open.length > 0) joined.push(concatMapped(open));
  return joined;
}

function endsInSingleBackslash(text: string): boolean {
  return text.endsWith("\\") && !text.endsWith("\\\\");
}
