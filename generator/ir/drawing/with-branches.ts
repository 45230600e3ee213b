import type { Branch, FragmentEvent, InteractionEvent } from "../../interaction/model.ts";

/** The fragment with the events of its branches changed; itself where no branch changes. */
export function withBranches(
  fragment: FragmentEvent,
  change: (events: readonly InteractionEvent[]) => readonly InteractionEvent[],
): FragmentEvent {
  const branches = fragment.branches.map((branch) => {
    const events = change(branch.events);
    return events === branch.events ? branch : { ...branch, events };
  });
  return branches.every((branch, index) => branch === fragment.branches[index])
    ? fragment
    : { ...fragment, branches };
}

/** The branch of what happens otherwise, which is not drawn as one. */
export function otherwiseBranch(
  { branches, span }: FragmentEvent,
  events: readonly InteractionEvent[],
): Branch {
  const label = { lines: [], span: branches[0]?.label.span ?? span };
  return { keyword: "else", label, events, notes: [], span };
}
