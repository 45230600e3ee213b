import { errorSymbol } from "../model/names.ts";
import type { Literal, Outcome, StepId, TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { askWhether, planBranches, planSwitch, type Branch } from "./branches.ts";
import type { Condition, Expression } from "../model/expression.ts";
import { innerFlow, type Binding, type Flow, type MethodContext } from "../context/method-context.ts";
import { isNull, leavesOf, propagates, type Choice, type ReplyLeaf } from "./reply-leaves.ts";
import { resolve } from "../context/scope.ts";
import {
  expand,
  fieldOf,
  isAssignable,
  literalsOf,
  membersOf,
  narrow,
  nullType,
  unionOf,
  type TypeTable,
} from "../types/types.ts";

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
  const leaves = leavesOf(choice, call, owner).filter((leaf) => !propagates(leaf, owner.steps));
  const build = (leaf: ReplyLeaf, inner: Flow): void => context.build(leaf.items, inner, later, context);
  const isThrown = ({ outcomes }: ReplyLeaf): boolean =>
    outcomes.length > 0 && outcomes.every(({ kind }) => kind === "throws");
  const isNothing = ({ outcomes }: ReplyLeaf): boolean => outcomes.length > 0 && outcomes.every(isNull);
  const valued = leaves.filter((leaf) => !isThrown(leaf) && !isNothing(leaf));
  const branches: readonly Branch[] = [
    ...leaves.filter(isThrown).map((leaf) => ({
      condition: thrown(leaf, binding, context),
      build: (inner: Flow) => build(leaf, inner),
    })),
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
}

function thrown({ outcomes }: ReplyLeaf, binding: Binding | undefined, context: MethodContext): Condition {
  const [outcome] = outcomes;
  if (outcome?.kind !== "throws") throw new Error("an answer without an error was taken for one");
  return {
    kind: "instance-of",
    left: { kind: "path", root: binding?.local ?? "failure", fields: [] },
    error: errorSymbol(outcome.error, context.owner.diagram),
  };
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
      : discriminator(leaves, how.binding.as, flow, how.context.owner.table);
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
function isPlain(outcome: Outcome): boolean {
  return outcome.kind === "nothing" || (outcome.kind === "returns" && outcome.value.kind === "from");
}

interface Discriminator {
  readonly on: Expression;
  readonly as: string;
  readonly path: readonly string[];
  readonly type: TypeExpr;
  readonly groups: readonly { readonly values: readonly Literal[]; readonly leaves: readonly ReplyLeaf[] }[];
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

/** The field that tells the most leaves apart, shallow fields first. */
function discriminator(
  leaves: readonly ReplyLeaf[],
  as: string,
  flow: Flow,
  table: TypeTable,
): Discriminator | undefined {
  const candidates = fieldPaths(leaves[0]?.outcomes[0], table).flatMap((path): readonly Discriminator[] => {
    const found = resolve([as, ...path].join("."), flow.scope, table);
    const groups = grouped(leaves, path, table);
    if (found === undefined || found.optional || groups === undefined || groups.length < 2) return [];
    const { type, expression } = found;
    const isComparable = groups.every(({ values }) =>
      values.every((value) => isAssignable({ kind: "enum", values: [value] }, type, table)),
    );
    return isComparable ? [{ on: expression, as, path, type, groups }] : [];
  });
  return candidates.find(({ groups }) => groups.length === leaves.length) ?? candidates[0];
}

/** Leaves with the values that lead to them; those that share a value stay together. */
function grouped(
  leaves: readonly ReplyLeaf[],
  path: readonly string[],
  table: TypeTable,
): Discriminator["groups"] | undefined {
  const groups: { values: readonly Literal[]; leaves: readonly ReplyLeaf[] }[] = [];
  for (const leaf of leaves) {
    const known = leaf.outcomes.map((outcome) => literalsAt(outcome, path, table));
    if (known.length === 0 || !known.every((values) => values !== undefined)) return undefined;
    const values = [...new Set(known.flat())];
    const index = groups.findIndex((group) => group.values.some((value) => values.includes(value)));
    const group = groups[index];
    if (group === undefined) groups.push({ values, leaves: [leaf] });
    else
      groups[index] = { values: [...new Set([...group.values, ...values])], leaves: [...group.leaves, leaf] };
  }
  return groups;
}

/** What an answer may carry at a path, when it says so exactly. */
function literalsAt(
  outcome: Outcome,
  path: readonly string[],
  table: TypeTable,
): readonly Literal[] | undefined {
  if (outcome.kind !== "returns") return undefined;
  const drawn = valueAt(outcome.value, path);
  if (drawn?.kind === "literal") return [drawn.value];
  let { type } = outcome;
  for (const name of path) {
    const field = fieldOf(type, name, table);
    if (field?.kind !== "known") return undefined;
    ({ type } = field);
  }
  return literalsOf(type, table);
}

function valueAt(value: Value, path: readonly string[]): Value | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const field = value.kind === "record" ? value.fields.find(({ name }) => name === first) : undefined;
  return field === undefined ? undefined : valueAt(field.value, rest);
}

const deepest = 3;

/** Paths to the fields of an answer, shallow ones first; the whole value is the first. */
function fieldPaths(outcome: Outcome | undefined, table: TypeTable): readonly (readonly string[])[] {
  if (outcome?.kind !== "returns") return [];
  const below = (type: TypeExpr, depth: number): readonly (readonly string[])[] => {
    const members = membersOf(type, table).map((member) => expand(member, table));
    const fields = members.flatMap((member) => (member.kind === "record" ? member.fields : []));
    return fields.flatMap(({ name, type }) => [
      [name],
      ...(depth < deepest ? below(type, depth + 1).map((path) => [name, ...path]) : []),
    ]);
  };
  return [[], ...below(outcome.type, 1)].toSorted((one, other) => one.length - other.length);
}

function narrowBinding(binding: Binding | undefined, flow: Flow, change: (type: TypeExpr) => TypeExpr): void {
  for (const [name, entry] of flow.scope) {
    if (entry.local === binding?.local && entry.fields.length === 0)
      flow.scope.set(name, { ...entry, type: change(entry.type) });
  }
}

// TypeScript narrows the object that directly holds the compared field, and nothing further out.
function narrowField(
  as: string,
  path: readonly string[],
  values: readonly Literal[],
  flow: Flow,
  table: TypeTable,
): void {
  const entry = flow.scope.get(as);
  const field = path.at(-1);
  if (entry === undefined) return;
  if (path.length <= 1) {
    flow.scope.set(as, { ...entry, type: narrow(entry.type, path, values, table) });
  } else if (field !== undefined) {
    const holder = path.slice(0, -1);
    const found = resolve([as, ...holder].join("."), flow.scope, table);
    if (found === undefined) return;
    const known = new Map([
      ...(entry.known ?? []),
      [holder.join("."), narrow(found.type, [field], values, table)],
    ]);
    flow.scope.set(as, { ...entry, known });
  }
}

function withoutNull(type: TypeExpr, table: TypeTable): TypeExpr {
  const members = membersOf(type, table).filter((member) => !isAssignable(member, nullType, table));
  return members.length === 0 ? type : unionOf(members);
}
