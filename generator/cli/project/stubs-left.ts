import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { unfilledStubs } from "../../merge/unfilled-stubs.ts";
import type { CompiledProject } from "./compile-project.ts";

/** Stubs of all diagrams that nobody has filled in. */
export function stubsLeft({ project, diagrams }: CompiledProject): readonly Diagnostic[] {
  const shown = (path: string): string => `${project.config.output}/${path}`;
  return diagrams.flatMap(({ merge, model }) =>
    merge === undefined || model === undefined ? [] : unfilledStubs(merge, model, shown),
  );
}
