import { definitionOf } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { ModelPolicy } from "../model/diagram-model.ts";

/** Promises that cannot both hold where they stand: each such pair is told once, at the later one. */
export function checkContradictions(
  policies: readonly ModelPolicy[],
  source: SourceFile,
): readonly Diagnostic[] {
  return policies.flatMap((later, index) =>
    policies.slice(0, index).flatMap((earlier) => {
      const why = standTogether(earlier, later) ? contradictionOf(earlier, later) : undefined;
      if (why === undefined) return [];
      const related = [{ message: `"${earlier.text}"`, source, span: earlier.span }];
      const { text, span } = later;
      return [
        diagnostic(
          "policy/contradicts-note",
          { text, other: earlier.text, why },
          { source, span },
          { related },
        ),
      ];
    }),
  );
}

function contradictionOf(one: ModelPolicy, other: ModelPolicy): string | undefined {
  return whyNot(other, one) ?? (one.kind === other.kind ? undefined : whyNot(one, other));
}

function whyNot(policy: ModelPolicy, other: ModelPolicy): string | undefined {
  const { contradicts = [] } = definitionOf(policy);
  for (const contradiction of contradicts) {
    if (contradiction.with !== other.kind) continue;
    const why = contradiction.why(policy, other);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** They bind the same entry; or, where none of them binds one, they stand at the same place. */
function standTogether(one: ModelPolicy, other: ModelPolicy): boolean {
  if (one.entries.length > 0 || other.entries.length > 0)
    return one.entries.some((entry) => other.entries.includes(entry));
  return JSON.stringify(one.at) === JSON.stringify(other.at);
}
