import { diagnostic, type Diagnostic, type Related } from "../../diagnostics/diagnostic.ts";
import { reasonsOf } from "./verdicts.ts";
import { type Change, type DiagramComparison, isBreaking } from "../change.ts";

/** The changes as diagnostics, for the formats that show nothing else: where they are now, or where they were. */
export function comparisonDiagnostics(comparisons: readonly DiagramComparison[]): readonly Diagnostic[] {
  return comparisons.flatMap(({ changes }) => changes.flatMap(changeDiagnostic));
}

function changeDiagnostic(change: Change): readonly Diagnostic[] {
  const { words, effects, before, now } = change;
  const at = now ?? before;
  if (at === undefined) return [];
  const related: readonly Related[] =
    now === undefined || before === undefined ? [] : [{ message: "as it was", ...before }];
  const told = effects.filter((effect) => effect.isBreaking || !isBreaking(change));
  const participants = [...new Set(told.map(({ participant }) => participant))];
  const params = { words, participants, reasons: reasonsOf(change) };
  return [diagnostic(isBreaking(change) ? "diff/breaking" : "diff/compatible", params, at, { related })];
}
