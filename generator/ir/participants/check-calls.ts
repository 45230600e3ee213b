import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Lifeline } from "../../interaction/model.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Participant, Step } from "../model/diagram-model.ts";

/** Warns once of the participants that no arrow leads to or from: nothing is written for them. */
export function checkCalls(
  lifelines: readonly Lifeline[],
  participants: readonly Pick<Participant, "code" | "label" | "span">[],
  steps: readonly Step[],
  source: SourceFile,
): readonly Diagnostic[] {
  const drawn = new Set(steps.flatMap(({ from, to }) => [from, to]));
  // Who is not declared came into being with a note, or with an arrow that plays no part and has its own warning.
  const declared = new Set(lifelines.flatMap(({ code, implicit }) => (implicit ? [] : [code])));
  const [first, ...others] = participants.filter(({ code }) => declared.has(code) && !drawn.has(code));
  if (first === undefined || steps.length === 0) return [];
  const labels = [first, ...others].map(({ label }) => label);
  const related = others.map(({ label, span }) => ({ message: `"${label}", too`, source, span }));
  return [diagnostic("link/never-called", { labels }, { source, span: first.span }, { related })];
}
