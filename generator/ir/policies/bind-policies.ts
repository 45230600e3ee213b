import { definitionOf, joinPolicies, retriedCalls } from "seqwright-runtime/model";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { AnchoredPolicy } from "../drawing/read-notes.ts";
import { entrySteps } from "../entries/entry-steps.ts";
import { findEntries } from "../entries/find-entries.ts";
import type {
  Entry,
  Fragment,
  ModelPolicy,
  NamedType,
  Participant,
  PlacedStatement,
  Remark,
  Step,
  StepId,
  StepRetry,
} from "../model/diagram-model.ts";
import { drawnUndoing } from "./drawn-undoing.ts";
import { checkContradictions } from "./check-contradictions.ts";
import { judgePolicies } from "./judge-policies.ts";
import { placeOf } from "./place-policies.ts";
import { placeOfSubject } from "./place-of-subject.ts";
import { viewFrom } from "./bound-parts.ts";
import { viewDiagram, type DiagramView } from "./view-diagram.ts";

type DescribedParticipant = Pick<Participant, "code" | "label" | "role" | "kind" | "topic">;

interface LinkedDiagram {
  readonly participants: ReadonlyMap<string, DescribedParticipant>;
  readonly arrows: readonly ReadArrow[];
  readonly steps: readonly Step[];
  readonly types: readonly NamedType[];
  readonly stated: readonly AnchoredPolicy[];
  readonly fragments: readonly Fragment[];
  readonly source: SourceFile;
}

export interface BoundPolicies {
  readonly entries: readonly Entry[];
  readonly policies: readonly ModelPolicy[];
  readonly retries: readonly StepRetry[];
  readonly remarks: readonly Remark[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where work comes in, what the notes promise and of what, and who keeps it. */
export function bindPolicies({
  participants,
  arrows,
  steps,
  types,
  stated,
  fragments,
  source,
}: LinkedDiagram): BoundPolicies {
  const placed = placeAll(stated, { participants, arrows, steps });
  const entries = findEntries({ participants, steps, policies: placed });
  const view = viewDiagram({ participants: [...participants.values()], steps, arrows, entries, types });
  const drawn = drawnUndoing(placed, { view, steps, fragments });
  const all = [...placed, ...drawn].sort((one, other) => one.span.start - other.span.start);
  const judged = judgePolicies(all, { view, steps, source });
  return {
    entries: entries.map((entry) => withPolicies(entry, judged.policies)),
    policies: judged.policies,
    retries: retriesAt(judged.policies, view),
    remarks: judged.remarks,
    diagnostics: [...judged.diagnostics, ...checkContradictions(judged.policies, source)],
  };
}

/** The calls that are made again; of two notes at one, the first decides. */
function retriesAt(policies: readonly ModelPolicy[], view: DiagramView): readonly StepRetry[] {
  const retries = new Map<StepId, StepRetry>();
  for (const policy of policies) {
    if (policy.kind !== "retry" || policy.retriesMax === 0) continue;
    const { retriesMax, delayMs, factor } = policy;
    for (const { id } of retriedCalls(viewFrom(policy.at, view)))
      if (!retries.has(id)) retries.set(id, { step: id, retriesMax, delayMs, factor });
  }
  return [...retries.values()];
}

function placeAll(
  stated: readonly AnchoredPolicy[],
  { participants, arrows, steps }: Pick<LinkedDiagram, "participants" | "arrows" | "steps">,
): readonly PlacedStatement[] {
  const comingIn = new Set(entrySteps({ participants, steps, policies: [] }).map(({ id }) => id));
  const drawing = {
    arrows,
    codes: [...participants.keys()],
    entries: new Set(arrows.flatMap(({ id, index }) => (comingIn.has(id) ? [index] : []))),
  };
  return stated.map((policy) => {
    const { anchor, ...statement } = policy;
    return {
      ...statement,
      at: placeOfSubject(statement, placeOf(anchor, drawing), { arrows, steps, participants }),
    };
  });
}

/** What an entry's promises mean for the runtime; nothing where there are none. */
function withPolicies(entry: Entry, policies: readonly ModelPolicy[]): Entry {
  const bound = policies.filter(({ entries }) => entries.includes(entry.step));
  const joined = joinPolicies(bound.map((policy) => definitionOf(policy).atEntry?.(policy) ?? {}));
  return Object.keys(joined).length === 0 ? entry : { ...entry, policies: joined };
}
