import type { ReplyOutcome, StepId } from "../../ir/model/diagram-model.ts";
import type { Behaviour, Guidance } from "../../protocol/model.ts";
import type { StepTable } from "../context/drawn-operations.ts";
import { flatten } from "../context/flatten.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { ClassContext } from "../context/method-context.ts";
import type { BranchAt } from "./roll-back.ts";

export type Choice = Behaviour & { readonly kind: "choice" };
export type ReplyKnowledge = Guidance & { readonly kind: "reply" };

/** What a component does after one (or one of several) answers to a call. */
export interface ReplyLeaf {
  readonly outcomes: readonly ReplyOutcome[];
  /** The names by which those answers are known. */
  readonly label: string;
  readonly items: readonly Behaviour[];
  /** Of this choice, and of those that it is taken out of. */
  readonly branches: readonly BranchAt[];
}

/** The branches of a choice by reply. A branch that is nothing but another choice by the same reply is taken apart. */
export function leavesOf(choice: Choice, call: StepId, owner: ClassContext): readonly ReplyLeaf[] {
  const fragment = owner.model.fragments.find(({ id }) => id === choice.fragment);
  return choice.branches.flatMap((branch, index): readonly ReplyLeaf[] => {
    const items = flatten([branch]);
    const [only, second] = items;
    if (only?.kind === "choice" && second === undefined && !only.exits && isBy(only.knowledge, call)) {
      return leavesOf(only, call, owner).map((leaf) => ({
        ...leaf,
        branches: [[choice.fragment, index], ...leaf.branches],
      }));
    }
    const outcomes = stepsIn(branch).flatMap((step) => {
      const reply = owner.steps.get(step.step);
      return step.side === "receive-reply" && reply?.kind === "reply" && reply.answers === call
        ? [reply.outcome]
        : [];
    });
    return [
      {
        outcomes,
        label: fragment?.branches[index]?.label ?? "",
        items,
        branches: [[choice.fragment, index]],
      },
    ];
  });
}

/** All choices by reply within a behaviour, the outermost first. */
export function replyChoices(behaviour: Behaviour): readonly { choice: Choice; knowledge: ReplyKnowledge }[] {
  switch (behaviour.kind) {
    case "step":
      return [];
    case "sequence":
      return behaviour.items.flatMap(replyChoices);
    case "loop":
      return replyChoices(behaviour.body);
    case "parallel":
      return behaviour.branches.flatMap(replyChoices);
    case "choice": {
      const inner = behaviour.branches.flatMap(replyChoices);
      return behaviour.knowledge.kind === "reply"
        ? [{ choice: behaviour, knowledge: behaviour.knowledge }, ...inner]
        : inner;
    }
  }
}

/** The component only passes the same error on, which needs no code. */
export function propagates({ outcomes, items }: ReplyLeaf, steps: StepTable): boolean {
  const [first, second, third] = items;
  const [outcome, another] = outcomes;
  if (outcome?.kind !== "throws" || another !== undefined || third !== undefined) return false;
  if (
    first?.kind !== "step" ||
    first.side !== "receive-reply" ||
    second?.kind !== "step" ||
    second.side !== "send-reply"
  )
    return false;
  const reply = steps.get(second.step);
  return reply?.kind === "reply" && reply.outcome.kind === "throws" && reply.outcome.error === outcome.error;
}

/** Whether the answer is `null`. */
export function isNull(outcome: ReplyOutcome): boolean {
  return outcome.kind === "returns" && outcome.value.kind === "literal" && outcome.value.value === null;
}

function isBy(knowledge: Guidance, call: StepId): boolean {
  return knowledge.kind === "reply" && knowledge.call === call;
}
