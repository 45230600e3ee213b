import type { Predicate } from "../guards/guards.ts";
import type { Guidance } from "../orderings.ts";
import type { Deciding, FragmentOperator, Schema } from "../steps.ts";

/** What fragments are drawn around: an arrow of the diagram, or what a component does in it. */
export interface Leaf {
  readonly kind: "arrow" | "act";
}

/** An arrow, or a fragment around others. */
export type Drawn<L extends Leaf> = L | DrawnFragment<L>;

export interface DrawnFragment<L extends Leaf> {
  readonly kind: "fragment";
  readonly operator: FragmentOperator;
  /** Tells fragments apart that stand in the same place and have the same text. */
  readonly number: number;
  readonly branches: readonly DrawnBranch<L>[];
  /** In an ordering: how the component knows its way. */
  readonly knowledge: Guidance;
}

export interface DrawnBranch<L extends Leaf> {
  readonly kind: "branch";
  readonly heading: Heading;
  readonly items: readonly Drawn<L>[];
}

/** What stands at a branch: its guard's text, and what follows from it. */
export interface Heading {
  readonly guard: string;
  /** What has to hold of known values for it to be taken. */
  readonly if?: Predicate;
  /** Of a loop: `if` is looked at after each round, since only a round brings what it is about. */
  readonly atLeastOnce?: true;
  /** How often a loop may run. */
  readonly times?: readonly [min: number, max: number];
  /** The name under which a loop over each of something knows one of them, and what that may be. */
  readonly item?: string;
  readonly itemType?: Schema;
  /** By component: the path of the list that the loop goes through, where the component knows it when the loop begins. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Branches inside the loop that depend on such an item. */
  readonly decides?: readonly Deciding[];
}

type Told<L extends Leaf> = Guidance | Drawn<L>;

// Fragments of one branch have a signature for those in which nothing happens: they fit among arrows and among acts.
// Guidance has one of its own: beside it, TypeScript would not see of what kind an item with an empty branch is.

/** A branch with the text of its guard. */
export function when<L extends Leaf = never>(
  heading: string | Heading,
  ...items: readonly Drawn<L>[]
): DrawnBranch<L> {
  return { kind: "branch", heading: typeof heading === "string" ? { guard: heading } : heading, items };
}

/** `alt` … `else` … `end` */
export function alternative<L extends Leaf>(
  ...parts: readonly (Guidance | DrawnBranch<L>)[]
): DrawnFragment<L> {
  return fragment("alt", parts);
}

/** `par` … `else` … `end` */
export function parallel<L extends Leaf>(...branches: readonly DrawnBranch<L>[]): DrawnFragment<L> {
  return fragment("par", branches);
}

/** `opt` … `end` */
export function option(guard: string | Heading, guidance?: Guidance): DrawnFragment<never>;
export function option<L extends Leaf>(
  guard: string | Heading,
  guidance: Guidance,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function option<L extends Leaf>(
  guard: string | Heading,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function option<L extends Leaf>(
  guard: string | Heading,
  ...parts: readonly Told<L>[]
): DrawnFragment<L> {
  return ofOneBranch("opt", guard, parts);
}

/** `loop` … `end` */
export function loop(guard: string | Heading, guidance?: Guidance): DrawnFragment<never>;
export function loop<L extends Leaf>(
  guard: string | Heading,
  guidance: Guidance,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function loop<L extends Leaf>(
  guard: string | Heading,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function loop<L extends Leaf>(
  guard: string | Heading,
  ...parts: readonly Told<L>[]
): DrawnFragment<L> {
  return ofOneBranch("loop", guard, parts);
}

/** `break` … `end`: leaves the nearest loop around it, or else the `par` branch, or all. */
export function breakOff(guard: string | Heading, guidance?: Guidance): DrawnFragment<never>;
export function breakOff<L extends Leaf>(
  guard: string | Heading,
  guidance: Guidance,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function breakOff<L extends Leaf>(
  guard: string | Heading,
  ...items: readonly Drawn<L>[]
): DrawnFragment<L>;
export function breakOff<L extends Leaf>(
  guard: string | Heading,
  ...parts: readonly Told<L>[]
): DrawnFragment<L> {
  return ofOneBranch("break", guard, parts);
}

/** `group` … `end` */
export function group<L extends Leaf>(title: string, ...items: readonly Drawn<L>[]): DrawnFragment<L> {
  return ofOneBranch("group", title, items);
}

/** `critical` … `end` */
export function critical<L extends Leaf>(title: string, ...items: readonly Drawn<L>[]): DrawnFragment<L> {
  return ofOneBranch("critical", title, items);
}

/** Any fragment, branch by branch: PlantUML takes an `else` in each of them. */
export function fragment<L extends Leaf>(
  operator: FragmentOperator,
  parts: readonly (Guidance | DrawnBranch<L>)[],
): DrawnFragment<L> {
  const drawn = parts.filter((part) => part.kind === "branch");
  const past: DrawnBranch<L> = { kind: "branch", heading: { guard: "otherwise" }, items: [] };
  const branches = canBePassed(operator, drawn.length) ? [...drawn, past] : drawn;
  const knowledge = parts.find((part) => part.kind !== "branch") ?? { kind: "irrelevant" };
  return { kind: "fragment", operator, number: 1, branches, knowledge };
}

/** The second, third … fragment with the same text in the same place. */
export function nth<L extends Leaf>(number: number, drawn: DrawnFragment<L>): DrawnFragment<L> {
  return { ...drawn, number };
}

/** One branch alone is no choice: these fragments have another, empty one for going past. */
export function canBePassed(operator: FragmentOperator, branchesDrawn: number): boolean {
  return operator === "opt" || operator === "break" || (operator === "alt" && branchesDrawn === 1);
}

function ofOneBranch<L extends Leaf>(
  operator: FragmentOperator,
  guard: string | Heading,
  parts: readonly Told<L>[],
): DrawnFragment<L> {
  const told = parts.filter(isKnowledge);
  const items = parts.filter((part) => !isKnowledge(part));
  return fragment<L>(operator, [...told, when<L>(guard, ...items)]);
}

const waysToKnow: ReadonlySet<string> = new Set<Guidance["kind"]>(["reply", "call", "value", "decision"]);

function isKnowledge<L extends Leaf>(part: Told<L>): part is Guidance {
  return waysToKnow.has(part.kind);
}
