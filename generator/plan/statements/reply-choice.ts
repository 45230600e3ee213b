import type { ReplyOutcome, StepId } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { innerFlow, type Binding, type Flow, type MethodContext } from "../context/method-context.ts";
import type { Condition } from "../model/expression.ts";
import { literalsOf } from "../types/types.ts";
import { askWhether, planBranches, planSwitch, type Branch } from "./branches.ts";
import { discriminatorOf, type Discriminator } from "./discriminator.ts";
import { completes } from "../model/reachability.ts";
import { forget, narrowBinding, narrowField, withoutNull } from "./narrowing.ts";
import { thrownBranches } from "./thrown-branches.ts";
import { rollBack } from "./roll-back.ts";
import { isNull, leavesOf, propagates, type Choice, type ReplyLeaf } from "./reply-leaves.ts";

/** Plans a choice that an answer decides: by an error, by `null`, or by a field that differs. */
export function planReplyChoice(
  choice: Choice,
  call: StepId,
  flow: Flow,
  context: MethodContext,
  later: readonly Behaviour[],
): void {
  const { owner } = context;
  const binding = context.bindings.get(call);
  const all = leavesOf(choice, call, owner);
  const leaves = all.filter((leaf) => !propagates(leaf, owner.steps));
  // What an error leaves behind is undone anyway.
  for (const { branches } of all.filter((leaf) => !leaves.includes(leaf)))
    rollBack(branches, [], { ...innerFlow(flow), statements: [{ kind: "undrawn", message: "" }] }, context);
  const build = (leaf: ReplyLeaf, inner: Flow): void => {
    context.build(leaf.items, inner, later, context);
    rollBack(leaf.branches, later, inner, context);
  };
  let goesOnAfterError = false;
  const buildThrown = (leaf: ReplyLeaf, inner: Flow): void => {
    build(leaf, inner);
    goesOnAfterError ||= completes(inner.statements);
  };
  const isThrown = ({ outcomes }: ReplyLeaf): boolean =>
    outcomes.length > 0 && outcomes.every(({ kind }) => kind === "throws");
  const isNothing = ({ outcomes }: ReplyLeaf): boolean => outcomes.length > 0 && outcomes.every(isNull);
  const valued = leaves.filter((leaf) => !isThrown(leaf) && !isNothing(leaf));
  const branches: readonly Branch[] = [
    ...thrownBranches(leaves.filter(isThrown), binding, buildThrown, context),
    ...leaves
      .filter(isNothing)
      .map((leaf) => ({ condition: isNullCondition(binding), build: (inner: Flow) => build(leaf, inner) })),
    {
      condition: undefined,
      build: (inner: Flow) => {
        if (leaves.some(isNothing)) narrowBinding(binding, inner, (type) => withoutNull(type, owner.table));
        planValued(valued, { binding, build, context }, inner);
      },
    },
  ];
  planBranches(branches, flow);
  if (goesOnAfterError && binding !== undefined) forget(binding.local, flow);
}

function isNullCondition(binding: Binding | undefined): Condition {
  return {
    kind: "one-of",
    left: { kind: "path", root: binding?.local ?? "answer", fields: [] },
    values: [null],
  };
}

interface Valued {
  readonly binding: Binding | undefined;
  readonly build: (leaf: ReplyLeaf, flow: Flow) => void;
  readonly context: MethodContext;
}

/** Answers that carry something: told apart by the first field that differs, else by a stub. */
function planValued(leaves: readonly ReplyLeaf[], how: Valued, flow: Flow): void {
  const [first, ...others] = leaves;
  if (first === undefined) return;
  if (others.length === 0 || allAlike(leaves, how, flow)) return how.build(first, flow);
  const found =
    how.binding?.as === undefined
      ? undefined
      : discriminatorOf(leaves, how.binding.as, flow, how.context.owner.table);
  if (found !== undefined) return planByField(found, how, flow);
  planBranches(
    leaves.map((leaf, index) => ({
      condition: index === leaves.length - 1 ? undefined : askWhether(leaf.label, flow, how.context),
      build: (inner: Flow) => how.build(leaf, inner),
    })),
    flow,
  );
}

/** All of them lead to the same code, so there is nothing to tell apart. */
function allAlike(leaves: readonly ReplyLeaf[], how: Valued, flow: Flow): boolean {
  const { owner } = how.context;
  const [first, ...others] = leaves.map((leaf) => {
    const inner = innerFlow(flow);
    if (leaf.items.some((item) => item.kind !== "step" || item.side === "send-call" || item.side === "self"))
      return undefined;
    const replies = leaf.items.flatMap((item) =>
      item.kind === "step" && item.side === "send-reply" ? [owner.steps.get(item.step)] : [],
    );
    if (replies.some((reply) => reply?.kind !== "reply" || !isPlain(reply.outcome))) return undefined;
    how.build(leaf, inner);
    return JSON.stringify(inner.statements);
  });
  return first !== undefined && others.every((other) => other === first);
}

/** Passed on as it is: planning it asks no stub for anything. */
function isPlain(outcome: ReplyOutcome): boolean {
  return outcome.kind === "nothing" || (outcome.kind === "returns" && outcome.value.kind === "from");
}

function planByField({ on, as, path, type, groups }: Discriminator, how: Valued, flow: Flow): void {
  const { table } = how.context.owner;
  const cases = groups.map(({ values, leaves }) => ({
    values,
    build: (inner: Flow) => {
      narrowField(as, path, values, inner, table);
      planValued(leaves, how, inner);
    },
  }));
  const drawn = new Set(groups.flatMap(({ values }) => values));
  const isComplete = literalsOf(type, table)?.every((value) => drawn.has(value)) ?? false;
  const [first, second, third] = cases;
  if (isComplete && first !== undefined && second !== undefined && third === undefined) {
    const condition: Condition = { kind: "one-of", left: on, values: first.values };
    return planBranches(
      [
        { condition, build: first.build },
        { condition: undefined, build: second.build },
      ],
      flow,
    );
  }
  planSwitch(on, cases, isComplete ? undefined : (inner) => undrawn(as, path, inner), flow);
}

function undrawn(as: string, path: readonly string[], flow: Flow): void {
  flow.statements.push({
    kind: "undrawn",
    message: `The diagram draws no branch for this ${[as, ...path].join(".")}.`,
  });
}
