import type { Fix } from "../../generator/diagnostics/fix.ts";

/** A text after a quick fix, as an editor applies it. */
export function applyFix(text: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((all, { span, text }) => all.slice(0, span.start) + text + all.slice(span.end), text);
}
