import { policiesOfDivider } from "../../text/notes/recognise-policies.ts";
import type { Element, Fragment, FragmentId, StepId } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

/** What is drawn inside of `group Transaction` or `critical 트랜잭션`. */
export function framedTransactions({ fragments }: DrawnSteps): readonly Omit<Transaction, "openings">[] {
  const byId = new Map(fragments.map((fragment) => [fragment.id, fragment]));
  return fragments.filter(isTransaction).map((fragment) => ({
    said: "frame",
    text: fragment.branches[0]?.label ?? "",
    steps: stepsInside(fragment, byId),
    span: fragment.span,
  }));
}

function isTransaction({ operator, branches }: Fragment): boolean {
  const [first] = branches;
  if (first === undefined || (operator !== "group" && operator !== "critical")) return false;
  return policiesOfDivider(first.label.slice(0, 300)).some(({ kind }) => kind === "transaction");
}

function stepsInside({ branches }: Fragment, byId: ReadonlyMap<FragmentId, Fragment>): readonly StepId[] {
  const stepsOf = (element: Element): readonly StepId[] => {
    if (element.kind === "step") return [element.step];
    const inner = element.kind === "fragment" ? byId.get(element.fragment) : undefined;
    return inner === undefined ? [] : stepsInside(inner, byId);
  };
  return branches.flatMap(({ body }) => body.flatMap(stepsOf));
}
