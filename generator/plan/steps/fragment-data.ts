import { canBePassed, fragmentName } from "seqwright-runtime/model";
import type { Fragment, FragmentOperator } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import type { DrawingName } from "seqwright-runtime/model";
import { array, literal } from "../values/data.ts";
import { drawn } from "./drawn.ts";

export interface PrintedBranch {
  readonly heading: Expression;
  readonly items: readonly Expression[];
}

/** A fragment with what stands in its branches; `knowledge` is how a component knows its way there. */
export function fragmentData(
  fragment: Fragment,
  prefix: string,
  branches: readonly PrintedBranch[],
  knowledge: Expression | undefined,
): Expression {
  const shown = branches.slice(0, drawnBranches(fragment).length);
  const told = knowledge === undefined ? [] : [knowledge];
  const printed = printFragment(fragment.operator, shown, told);
  const number = numberOf(fragment, prefix);
  return number === 1 ? printed : drawn("nth", literal(number), printed);
}

/** The branches that stand in the diagram: the one for going past does not. */
export function drawnBranches({ operator, branches }: Fragment): Fragment["branches"] {
  const passing = branches.at(-1);
  const isAdded = passing?.label === "otherwise" && passing.body.length === 0;
  return isAdded && canBePassed(operator, branches.length - 1) ? branches.slice(0, -1) : branches;
}

const ofOneBranch: Partial<Readonly<Record<FragmentOperator, DrawingName>>> = {
  opt: "option",
  loop: "loop",
  break: "breakOff",
  group: "group",
  critical: "critical",
};

function printFragment(
  operator: FragmentOperator,
  shown: readonly PrintedBranch[],
  told: readonly Expression[],
): Expression {
  const name = ofOneBranch[operator];
  const [only, ...others] = shown;
  if (name !== undefined && only !== undefined && others.length === 0)
    return drawn(name, only.heading, ...told, ...only.items);
  const branches = shown.map(({ heading, items }) => drawn("when", heading, ...items));
  if (operator === "alt") return drawn("alternative", ...told, ...branches);
  if (operator === "par") return drawn("parallel", ...told, ...branches);
  return drawn("fragment", literal(operator), array([...told, ...branches]));
}

/** Fragments with the same text in the same place are counted. */
function numberOf({ id, operator, branches }: Fragment, prefix: string): number {
  const plain = prefix + fragmentName(operator, branches[0]?.label ?? "");
  return id === plain ? 1 : Number(id.slice(plain.length + " #".length));
}
