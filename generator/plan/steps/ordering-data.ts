import { branchPrefix, type BranchPath, type Guidance, type Ordering } from "seqwright-runtime/model";
import type { Fragment, FragmentId, Step } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import type { Expression } from "../model/expression.ts";
import type { DrawingName } from "seqwright-runtime/model";
import { literal } from "../values/data.ts";
import { drawn } from "./drawn.ts";
import { lastName } from "./arrow-data.ts";
import { elementsOf, type Elements } from "./elements.ts";
import { fragmentData, type PrintedBranch } from "./fragment-data.ts";
import type { StepsInput } from "./steps-input.ts";

/** What a component does, in order, inside the fragments in which it takes part. */
export function orderingData({ component, behaviour }: ComponentProtocol, input: StepsInput): Expression {
  const methods = input.names.participants.get(component)?.methods ?? new Map<string, string>();
  const printing: Printing = { elements: elementsOf(input.model), methods, cases: input.cases };
  return drawn("sequence", ...itemsData(itemsOf(behaviour), [], "", printing));
}

interface Printing {
  readonly elements: Elements;
  /** The component's methods, by the model's name for them. */
  readonly methods: ReadonlyMap<string, string>;
  readonly cases: StepsInput["cases"];
}

function itemsOf(ordering: Ordering): readonly Ordering[] {
  return ordering.kind === "sequence" ? ordering.items : [ordering];
}

/** The items of one branch. Those further inside stand in a fragment that makes no difference here, but is part of their identities. */
function itemsData(
  items: readonly Ordering[],
  around: BranchPath,
  prefix: string,
  printing: Printing,
): readonly Expression[] {
  return inRows(items, (item) => pathOf(item, printing)[around.length]?.[0]).flatMap(
    ({ fragment, items }) => {
      const outer = fragment === undefined ? undefined : printing.elements.fragments.get(fragment);
      if (outer === undefined) return items.map((item) => itemData(item, around, prefix, printing));
      const branches = outer.branches.map((_, branch) => itemsIn(items, outer.id, branch, printing));
      return [fragmentData(outer, prefix, branchesData(outer, branches, around, printing), undefined)];
    },
  );
}

function itemData(item: Ordering, around: BranchPath, prefix: string, printing: Printing): Expression {
  if (item.kind === "step") return stepData(item, prefix, printing);
  const fragment = item.kind === "sequence" ? undefined : printing.elements.fragments.get(item.fragment);
  if (fragment === undefined || item.kind === "sequence")
    return drawn("sequence", ...itemsData(itemsOf(item), around, prefix, printing));
  const bodies =
    item.kind === "loop"
      ? fragment.branches.map((_, branch) => itemsIn(itemsOf(item.body), fragment.id, branch, printing))
      : item.branches.map(itemsOf);
  const knowledge = item.kind === "parallel" ? undefined : knowledgeData(item.knowledge, printing);
  return fragmentData(fragment, prefix, branchesData(fragment, bodies, around, printing), knowledge);
}

function branchesData(
  fragment: Fragment,
  bodies: readonly (readonly Ordering[])[],
  around: BranchPath,
  printing: Printing,
): readonly PrintedBranch[] {
  return bodies.map((items, branch) => {
    const label = fragment.branches[branch]?.label ?? "";
    const inside: BranchPath = [...around, [fragment.id, branch]];
    return {
      heading: literal(label),
      items: itemsData(items, inside, branchPrefix(fragment.id, branch, label), printing),
    };
  });
}

const acts: Readonly<Record<(Ordering & { kind: "step" })["side"], DrawingName>> = {
  "receive-call": "receives",
  "send-call": "asks",
  self: "does",
  "send-reply": "answers",
  "receive-reply": "gets",
};

function stepData(
  { step: id, side }: Ordering & { kind: "step" },
  prefix: string,
  printing: Printing,
): Expression {
  const step = printing.elements.steps.get(id);
  if (step === undefined) return drawn("does", literal(id));
  const name = literal(lastName(step, prefix));
  if (side === "self") return drawn("does", name);
  const act = side === "send-call" && !isAwaited(step) ? "tells" : acts[side];
  const decidedBy = side === "receive-call" ? printing.cases.get(id) : undefined;
  const told = decidedBy === undefined ? [] : [literal(decidedBy)];
  return drawn(act, literal(side.startsWith("receive") ? step.from : step.to), name, ...told);
}

function isAwaited(step: Step): boolean {
  return step.kind !== "reply" && step.waits;
}

function knowledgeData(knowledge: Guidance, { methods }: Printing): Expression | undefined {
  switch (knowledge.kind) {
    case "reply":
      return drawn("byAnswerTo", literal(knowledge.call));
    case "call":
      return drawn("byCall");
    case "value":
      return drawn("byValue", ...knowledge.paths.map(literal));
    case "decision": {
      const names = knowledge.methods.map((method) => literal(methods.get(method) ?? method));
      return drawn(knowledge.answers === "items" ? "goesThrough" : "decides", ...names);
    }
    case "irrelevant":
      return undefined;
  }
}

/** The branches around an item, its own fragment not included. */
function pathOf(item: Ordering, { elements }: Printing): BranchPath {
  if (item.kind === "step") return elements.steps.get(item.step)?.within ?? [];
  return item.kind === "sequence" ? [] : (elements.fragments.get(item.fragment)?.within ?? []);
}

function itemsIn(
  items: readonly Ordering[],
  fragment: FragmentId,
  branch: number,
  printing: Printing,
): readonly Ordering[] {
  return items.filter((item) =>
    pathOf(item, printing).some(([id, index]) => id === fragment && index === branch),
  );
}

interface Row {
  readonly fragment: FragmentId | undefined;
  readonly items: Ordering[];
}

/** Neighbours that stand in the same fragment. */
function inRows(
  items: readonly Ordering[],
  fragmentOf: (item: Ordering) => FragmentId | undefined,
): readonly Row[] {
  const rows: Row[] = [];
  for (const item of items) {
    const fragment = fragmentOf(item);
    const last = rows.at(-1);
    if (last !== undefined && last.fragment === fragment) last.items.push(item);
    else rows.push({ fragment, items: [item] });
  }
  return rows;
}
