import { branchPrefix, fragmentName, isFrame, stepName } from "../identities.ts";
import { inParallel, type Ordering, type Sequence } from "../orderings.ts";
import type { Act } from "./acts.ts";
import type { Drawn, DrawnFragment } from "./fragments.ts";

/** The ordering of a component, with the identities of its steps and fragments. */
export function readOrdering(component: string, drawn: readonly Drawn<Act>[]): Sequence {
  return inOrder(component, drawn, "");
}

function inOrder(component: string, drawn: readonly Drawn<Act>[], prefix: string): Sequence {
  const items = drawn.flatMap((item) => {
    if (item.kind === "act") return [readAct(component, item, prefix)];
    return readFragment(component, item, prefix);
  });
  return { kind: "sequence", items };
}

function readAct(
  component: string,
  { side, peer = component, name, decidedBy }: Act,
  prefix: string,
): Ordering {
  const receives = side === "receive-call" || side === "receive-reply";
  const step = receives ? stepName(peer, component, name) : stepName(component, peer, name);
  return { kind: "step", step: prefix + step, side, ...(decidedBy === undefined ? {} : { decidedBy }) };
}

function readFragment(component: string, drawn: DrawnFragment<Act>, prefix: string): readonly Ordering[] {
  const { operator, number, knowledge } = drawn;
  const fragment = prefix + fragmentName(operator, drawn.branches[0]?.heading.guard ?? "", number);
  const branches = drawn.branches.map(({ heading, items }, branch) =>
    inOrder(component, items, isFrame(operator) ? prefix : branchPrefix(fragment, branch, heading.guard)),
  );
  switch (operator) {
    case "group":
    case "critical":
      return branches;
    case "loop":
      return [{ kind: "loop", fragment, body: oneAfterTheOther(branches), knowledge }];
    case "par":
      return inParallel(fragment, branches);
    case "alt":
    case "opt":
    case "break":
      return [{ kind: "choice", fragment, branches, exits: operator === "break", knowledge }];
  }
}

function oneAfterTheOther(parts: readonly Sequence[]): Sequence {
  return { kind: "sequence", items: parts.flatMap(({ items }) => items) };
}
