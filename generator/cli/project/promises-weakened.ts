import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { weakerPromises } from "../../merge/promises.ts";
import type { CompiledProject } from "./compile-project.ts";

/** Promises of the last generation that the diagrams do not make any more, or make less of. */
export function promisesWeakened({ diagrams }: CompiledProject): readonly Diagnostic[] {
  return diagrams.flatMap(({ merge, model }) => {
    if (merge?.last === undefined || model === undefined) return [];
    return weakerPromises(merge.last.promises, model.policies).map(({ before, now }) => {
      const span = now?.span ?? { start: model.span.start, end: model.span.start };
      const params = { before: before.promise, now: now?.text };
      return diagnostic("check/weaker-promise", params, { source: model.source, span });
    });
  });
}
