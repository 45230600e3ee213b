import type { Fragment, Literal } from "../../ir/model/diagram-model.ts";
import { decision } from "./ask-class.ts";
import { askWhether, planBranches, planSwitch, type Branch } from "./branches.ts";
import { stepsIn } from "../context/drawn-operations.ts";
import type { Behaviour } from "../../protocol/model.ts";
import type { Condition, Expression } from "../model/expression.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import { completes } from "./reachability.ts";
import type { Choice } from "./reply-leaves.ts";
import { planReplyChoice } from "./reply-choice.ts";
import { resolve } from "../context/scope.ts";
import { narrowBinding, withoutNull } from "./narrowing.ts";
import { isAssignable, literalsOf, type TypeTable } from "../types/types.ts";

/** Plans an alt, opt or break by whatever tells the component which branch to take. */
export function planChoice(
  choice: Choice,
  rest: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): void {
  const { knowledge } = choice;
  const fragment = context.owner.model.fragments.find(({ id }) => id === choice.fragment);
  const build = (branch: number, inner: Flow): void => {
    const drawn = choice.branches[branch];
    const exits = choice.exits && branch === 0;
    // A break skips the rest of the round, so what it answers is followed by what comes after the loop.
    const later = exits && flow.inLoop ? flow.afterLoop : rest;
    if (drawn !== undefined) context.build([drawn], inner, later, context);
    if (exits && completes(inner.statements)) planExit(inner, context);
  };
  switch (knowledge.kind) {
    case "reply":
      if (choice.exits) return planBranches(byQuestion(choice, fragment, build, flow, context), flow);
      return planReplyChoice(choice, knowledge.call, flow, context, rest);
    case "value":
      return planByValue(choice, knowledge.path, fragment, build, flow, context);
    case "decision":
      return planBranches(byDecision(choice, knowledge.methods, build, flow, context), flow);
    case "call":
    case "irrelevant": {
      const drawn = choice.branches.findIndex((branch) => stepsIn(branch).length > 0);
      return build(Math.max(0, drawn), flow);
    }
  }
}

function planExit(flow: Flow, context: MethodContext): void {
  if (flow.inLoop) flow.statements.push({ kind: "break" });
  else if (context.answers?.operation.result === undefined)
    flow.statements.push({ kind: "return", value: undefined });
  else flow.statements.push({ kind: "undrawn", message: "The diagram leaves here without an answer." });
}

type BuildBranch = (branch: number, flow: Flow) => void;

function byDecision(
  choice: Choice,
  methods: readonly string[],
  build: BuildBranch,
  flow: Flow,
  context: MethodContext,
): readonly Branch[] {
  return choice.branches.map((_, index) => {
    const method = methods[index];
    const isLast = index === choice.branches.length - 1;
    const condition = method === undefined || isLast ? undefined : decision(method, flow, context);
    return { condition, build: (inner: Flow) => build(index, inner) };
  });
}

function byQuestion(
  choice: Choice,
  fragment: Fragment | undefined,
  build: BuildBranch,
  flow: Flow,
  context: MethodContext,
): readonly Branch[] {
  return choice.branches.map((_, index) => {
    const isLast = index === choice.branches.length - 1;
    const condition = isLast
      ? undefined
      : askWhether(fragment?.branches[index]?.label ?? "this branch", flow, context);
    return { condition, build: (inner: Flow) => build(index, inner) };
  });
}

function planByValue(
  choice: Choice,
  path: string,
  fragment: Fragment | undefined,
  build: BuildBranch,
  flow: Flow,
  context: MethodContext,
): void {
  const { table } = context.owner;
  const found = resolve(path, flow.scope, table);
  const guards = choice.branches.map(
    (_, index) => fragment?.branches[index]?.guard ?? { kind: "none" as const },
  );
  const compared = guards.flatMap((guard) => (guard.kind === "predicate" ? guard.values : []));
  const isComparable =
    found !== undefined &&
    compared.every((value) => isAssignable({ kind: "enum", values: [value] }, found.type, table));
  if (!isComparable || found.optional)
    return planBranches(byQuestion(choice, fragment, build, flow, context), flow);
  const narrowed: BuildBranch = (index, inner) => {
    if (isThere(guards, index)) narrowLocal(found.expression, inner, table);
    build(index, inner);
  };
  const cases = guards.flatMap((guard, index) =>
    guard.kind === "predicate" && guard.operator === "=" ? [{ values: guard.values, index }] : [],
  );
  const fallback = guards.findIndex((guard) => guard.kind !== "predicate");
  const isSwitch = cases.length >= 2 && cases.length + (fallback < 0 ? 0 : 1) === guards.length;
  if (!isSwitch) return planBranches(byComparison(choice, found.expression, guards, narrowed), flow);
  const drawn = new Set<Literal>(cases.flatMap(({ values }) => values));
  const isComplete = literalsOf(found.type, table)?.every((value) => drawn.has(value)) ?? false;
  const undrawn = (inner: Flow): void => {
    inner.statements.push({ kind: "undrawn", message: `The diagram draws no branch for this ${path}.` });
  };
  const otherwise =
    fallback >= 0 ? (inner: Flow) => build(fallback, inner) : isComplete ? undefined : undrawn;
  planSwitch(
    found.expression,
    cases.map(({ values, index }) => ({ values, build: (inner: Flow) => build(index, inner) })),
    otherwise,
    flow,
  );
}

type Guards = readonly Fragment["branches"][number]["guard"][];

/** Whether the value is known not to be `null` in this branch. */
function isThere(guards: Guards, index: number): boolean {
  const asksForNull = (guard: Guards[number] | undefined, operator: string): boolean =>
    guard?.kind === "predicate" && guard.operator === operator && guard.values.includes(null);
  if (asksForNull(guards[index], "!=")) return true;
  return !asksForNull(guards[index], "=") && guards.some((guard) => asksForNull(guard, "="));
}

/** From here on the value itself is there, by whatever name it goes. */
function narrowLocal(
  { root, fields }: Expression & { readonly kind: "path" },
  flow: Flow,
  table: TypeTable,
): void {
  if (fields.length > 0) return;
  narrowBinding({ local: root, as: undefined, type: undefined }, flow, (type) => withoutNull(type, table));
}

function byComparison(
  choice: Choice,
  left: Expression,
  guards: Guards,
  build: BuildBranch,
): readonly Branch[] {
  return choice.branches.map((_, index) => {
    const guard = guards[index];
    const isLast = index === choice.branches.length - 1;
    const condition =
      guard?.kind !== "predicate" || (isLast && index > 0)
        ? undefined
        : comparison(left, guard.operator, guard.values);
    return { condition, build: (inner: Flow) => build(index, inner) };
  });
}

function comparison(
  left: Expression,
  operator: "=" | "!=" | "<" | "<=" | ">" | ">=",
  values: readonly Literal[],
): Condition {
  if (operator === "=") return { kind: "one-of", left, values };
  if (operator === "!=") return { kind: "not", condition: { kind: "one-of", left, values } };
  return { kind: "compares", left, operator, value: values[0] ?? null };
}
