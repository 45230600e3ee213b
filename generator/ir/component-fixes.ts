import { componentDirective, type Fix, type Place, writeBelow } from "../diagnostics/fix.ts";
import { lineText, positionAt } from "../source/source-file.ts";
import type { Step } from "./model/diagram-model.ts";

const offeredMax = 5;

/** Directives that make a component of someone who is called, in the first line of a diagram. */
export function componentFixes(
  { source, span }: Place,
  steps: readonly Step[],
): readonly (Fix | undefined)[] {
  const start = { source, span: { start: span.start, end: span.start } };
  // Front matter comes first.
  if (lineText(source, positionAt(source, span.start).line + 1).trim() === "---") return [];
  const called = steps.flatMap(({ kind, to }) => (kind === "reply" || to === "[" || to === "]" ? [] : [to]));
  return [...new Set(called)].slice(0, offeredMax).map((code) => writeBelow(start, componentDirective(code)));
}
