import {
  binds,
  isEverywhere,
  type PolicyPlace,
  type PolicyView,
  type ViewedEntry,
} from "seqwright-runtime/model";
import type { DiagramView } from "./view-diagram.ts";

/** The diagram as the keepers of a promise at this place see it. */
export function viewFrom(place: PolicyPlace, view: DiagramView): PolicyView {
  const { participants, steps, fields } = view;
  const bound = steps.filter((step) => binds(place, step));
  const entries = boundEntries(place, view);
  return {
    participants,
    steps,
    fields,
    bound: { steps: bound, entries, within: branchesAround(place, view) },
  };
}

function branchesAround({ branch }: PolicyPlace, { steps }: DiagramView): PolicyView["bound"]["within"] {
  if (branch === undefined) return [];
  for (const { within } of steps) {
    const depth = within.findIndex(([fragment, index]) => fragment === branch[0] && index === branch[1]);
    if (depth >= 0) return within.slice(0, depth + 1);
  }
  return [branch];
}

/**
 * The entries that a promise binds: those that it stands at, by their call or by an answer to it. Where it stands only at
 * components further inside, it is about the work that reaches them, so it binds the entries that lead there.
 */
function boundEntries(place: PolicyPlace, view: DiagramView): readonly ViewedEntry[] {
  if (isEverywhere(place)) return view.entries;
  const bound = new Set(view.steps.flatMap((step) => (binds(place, step) ? [step.id, step.answers] : [])));
  const direct = view.entries.filter(({ step }) => bound.has(step));
  const inside = componentsAt(place, view);
  if (direct.length > 0 || inside.size === 0) return direct;
  return view.entries.filter(({ component }) => reaches(component, inside, view));
}

function componentsAt({ participants = [] }: PolicyPlace, view: DiagramView): ReadonlySet<string> {
  return new Set(
    view.participants.flatMap(({ code, role }) =>
      role === "component" && participants.includes(code) ? [code] : [],
    ),
  );
}

function reaches(start: string, aims: ReadonlySet<string>, { steps }: DiagramView): boolean {
  const reached = new Set([start]);
  // A set goes on to what is added while it is gone through.
  for (const code of reached) {
    if (aims.has(code)) return true;
    for (const { kind, from, to } of steps) if (kind === "call" && from === code) reached.add(to);
  }
  return false;
}
