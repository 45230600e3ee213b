import { definitionOf } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { ModelPolicy } from "../model/diagram-model.ts";

/** Promises that cannot both hold where they stand: each is told once, with the first that it contradicts. */
export function checkContradictions(
  policies: readonly ModelPolicy[],
  source: SourceFile,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const standing: Standing[] = [];
  for (const policy of policies) {
    const later = { policy, place: JSON.stringify(policy.at) };
    const found = firstContradiction(standing, later);
    if (found === undefined) standing.push(later);
    else diagnostics.push(contradictsNote(policy, found, source));
  }
  return diagnostics;
}

/** A promise that nothing before it contradicts. */
interface Standing {
  readonly policy: ModelPolicy;
  readonly place: string;
}

interface Contradiction {
  readonly earlier: ModelPolicy;
  readonly why: string;
}

function firstContradiction(standing: readonly Standing[], later: Standing): Contradiction | undefined {
  for (const earlier of standing) {
    const why = standTogether(earlier, later) ? contradictionOf(earlier.policy, later.policy) : undefined;
    if (why !== undefined) return { earlier: earlier.policy, why };
  }
  return undefined;
}

function contradictsNote(
  { text, span }: ModelPolicy,
  { earlier, why }: Contradiction,
  source: SourceFile,
): Diagnostic {
  const related = [{ message: `"${earlier.text}"`, source, span: earlier.span }];
  const params = { text, other: earlier.text, why };
  return diagnostic("policy/contradicts-note", params, { source, span }, { related });
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
function standTogether(one: Standing, other: Standing): boolean {
  const { entries } = one.policy;
  if (entries.length > 0 || other.policy.entries.length > 0)
    return entries.some((entry) => other.policy.entries.includes(entry));
  return one.place === other.place;
}
