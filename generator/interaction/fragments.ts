import type { BranchNode, GroupNode } from "../ast/nodes.ts";
import type { Span } from "../source/source-file.ts";
import type { FragmentOperator, InteractionEvent, NoteEvent, Text } from "./model.ts";

/** What the model has, still growing. */
interface BranchDraft {
  readonly keyword: string;
  readonly label: Text;
  readonly events: InteractionEvent[];
  readonly notes: NoteEvent[];
  span: Span;
}

export interface FragmentDraft {
  readonly kind: "fragment";
  readonly operator: FragmentOperator;
  readonly branches: BranchDraft[];
  readonly secondary: string | undefined;
  readonly parallel: boolean;
  readonly endNotes: NoteEvent[];
  closed: boolean;
  span: Span;
}

/** Where events go: into the innermost open branch, or to the top level. */
export interface Nesting {
  readonly events: InteractionEvent[];
  readonly open: FragmentDraft[];
}

export function addEvent(nesting: Nesting, event: InteractionEvent): void {
  const events = nesting.open.at(-1)?.branches.at(-1)?.events ?? nesting.events;
  events.push(event);
}

export function openFragment(nesting: Nesting, node: GroupNode): FragmentDraft {
  const fragment: FragmentDraft = {
    kind: "fragment",
    operator: node.operator,
    branches: [{ keyword: node.operator, label: node.label, events: [], notes: [], span: node.span }],
    secondary: node.secondary,
    parallel: node.parallel,
    endNotes: [],
    closed: false,
    span: node.span,
  };
  addEvent(nesting, fragment);
  nesting.open.push(fragment);
  return fragment;
}

/** Starts the next branch of the innermost fragment, whatever its operator. */
export function openBranch(nesting: Nesting, node: BranchNode): BranchDraft | undefined {
  const fragment = nesting.open.at(-1);
  if (fragment === undefined) return undefined;
  extendLastBranch(fragment, node.span.start);
  const branch: BranchDraft = {
    keyword: node.keyword,
    label: node.label,
    events: [],
    notes: [],
    span: node.span,
  };
  fragment.branches.push(branch);
  return branch;
}

export function closeFragment(nesting: Nesting, end: Span): FragmentDraft | undefined {
  const fragment = nesting.open.pop();
  if (fragment === undefined) return undefined;
  extendLastBranch(fragment, end.start);
  fragment.closed = true;
  fragment.span = { start: fragment.span.start, end: end.end };
  return fragment;
}

/** Lets the fragments that no `end` closed reach to the end of the diagram's last statement. */
export function abandonFragments(nesting: Nesting, end: number): readonly FragmentDraft[] {
  for (const fragment of nesting.open) {
    extendLastBranch(fragment, end);
    fragment.span = { start: fragment.span.start, end: Math.max(fragment.span.end, end) };
  }
  return nesting.open;
}

/** A branch reaches from its keyword up to the line that ends it. */
function extendLastBranch(fragment: FragmentDraft, end: number): void {
  const branch = fragment.branches.at(-1);
  if (branch !== undefined) branch.span = { start: branch.span.start, end: Math.max(branch.span.end, end) };
}
