import { decidingNames, isLeft, not, type Predicate } from "seqwright-runtime/model";
import type { Fragment, Literal } from "../../ir/model/diagram-model.ts";
import { decision } from "./ask-class.ts";
import { askWhether, planBranches, planSwitch, type Branch } from "./branches.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { Behaviour } from "../../protocol/model.ts";
import type { Expression } from "../model/expression.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import { conditionOf, type PathOf } from "./predicates.ts";
import { completes } from "../model/reachability.ts";
import type { Choice } from "./reply-leaves.ts";
import { planReplyChoice } from "./reply-choice.ts";
import { rollBack } from "./roll-back.ts";
import { resolve } from "../context/scope.ts";
import { inTurn } from "./in-turn.ts";
import { narrowBinding, withoutNull } from "./narrowing.ts";
import { isAssignable, literalsOf } from "../types/types.ts";

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
    const exits = isLeft(choice, branch);
    // A break skips what is left of the round or of all, so what it answers is followed by what comes after the loop.
    const later = !exits ? rest : choice.skips?.[branch] === undefined ? flow.afterLoop : [];
    if (drawn !== undefined) context.build([drawn], inner, later, context);
    if (exits && completes(inner.statements)) planExit(inner, context);
    rollBack([[choice.fragment, branch]], later, inner, context);
  };
  switch (knowledge.kind) {
    case "reply":
      if (choice.exits) return planBranches(byQuestion(choice, fragment, build, flow, context), flow);
      return planReplyChoice(choice, knowledge.call, flow, context, rest);
    case "value":
      return planByValue(choice, knowledge.paths, fragment, build, flow, context);
    case "decision":
      return planBranches(byDecision(choice, knowledge.methods, build, flow, context), flow);
    case "call":
    case "irrelevant": {
      const drawn = choice.branches.findIndex((branch) => stepsIn(branch).length > 0);
      build(Math.max(0, drawn), flow);
      return noteAlike(choice.branches, Math.max(0, drawn), context);
    }
  }
}

function planExit(flow: Flow, context: MethodContext): void {
  if (flow.inLoop) flow.statements.push({ kind: "break" });
  else if (context.answers?.operation.result === undefined)
    flow.statements.push({ kind: "return", value: undefined });
  // That the caller waits in vain is told at the break: until it is drawn, somebody has to write it.
  else
    flow.statements.push({
      kind: "not-implemented",
      what: "The answer where the diagram leaves without one",
      details: [],
    });
}

/** Where it makes no difference to a component which branch is taken, the code of one is that of all. */
function noteAlike(
  branches: readonly Behaviour[],
  built: number,
  { owner: { realised } }: MethodContext,
): void {
  const code = stepsIn(branches[built] ?? { kind: "sequence", items: [] });
  for (const branch of branches) {
    const alike = stepsIn(branch);
    if (alike.length !== code.length) continue;
    for (const [index, { step, side }] of alike.entries()) {
      const same = code[index];
      const asked = same?.side === side ? realised.steps.get(same.step) : undefined;
      if (asked !== undefined) realised.step(step, [...asked]);
    }
  }
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

/** Compares what is known with what the guards say; what no branch is drawn for is refused. */
function planByValue(
  choice: Choice,
  paths: readonly string[],
  fragment: Fragment | undefined,
  build: BuildBranch,
  flow: Flow,
  context: MethodContext,
): void {
  const predicates = choice.branches.map((_, index) => fragment?.branches[index]?.predicate);
  const names = decidingNames(predicates);
  const pathOf = (name: string): string => paths[names.indexOf(name)] ?? name;
  const listed = listedStates(predicates, pathOf, flow, context);
  if (listed !== undefined) {
    const { on, isComplete } = listed;
    const fallback = predicates.indexOf(undefined);
    const undrawn = (inner: Flow): void => pushUndrawn(paths, inner);
    const otherwise =
      fallback >= 0 ? (inner: Flow) => build(fallback, inner) : isComplete ? undefined : undrawn;
    const cases = listed.cases.map(({ values, index }) => ({
      values,
      build: (inner: Flow) => build(index, inner),
    }));
    return planSwitch(on, cases, otherwise, flow);
  }
  const asked = inTurn(predicates, (name) => valuesListed(pathOf(name), flow, context));
  const branches = asked.map((predicate, index): Branch => ({
    condition:
      predicate && conditionOf(predicate, pathOf, behindNull(names, predicates.slice(0, index)), context),
    build: (inner: Flow) => {
      for (const name of names)
        if (isThere(name, predicates, index)) narrowLocal(pathOf(name), inner, context);
      build(index, inner);
    },
  }));
  function behindNull(asked: readonly string[], before: readonly (Predicate | undefined)[]): Flow {
    const there = asked.filter((name) => before.some((one) => asksForNull(name, one)));
    if (there.length === 0) return flow;
    const inside = { ...flow, scope: new Map(flow.scope) };
    for (const name of there) narrowLocal(pathOf(name), inside, context);
    return inside;
  }
  const last = branches.at(-1);
  if (last?.condition === undefined || isWhole(predicates))
    return planBranches(
      last === undefined ? [] : [...branches.slice(0, -1), { ...last, condition: undefined }],
      flow,
    );
  const undrawn: Branch = { condition: undefined, build: (inner) => pushUndrawn(paths, inner) };
  planBranches([...branches, undrawn], flow);
}

/** What a value can be, where its type lists it. */
function valuesListed(
  path: string,
  { scope }: Flow,
  { owner: { table } }: MethodContext,
): readonly Literal[] | undefined {
  const found = resolve(path, scope, table);
  return found === undefined || found.optional ? undefined : literalsOf(found.type, table);
}

/** Whether a value is known not to be `null` in this branch. */
function isThere(name: string, predicates: readonly (Predicate | undefined)[], index: number): boolean {
  const says = (predicate: Predicate | undefined): boolean =>
    predicate?.kind === "all"
      ? predicate.of.some(says)
      : predicate?.kind === "not" && asksForNull(name, predicate.of);
  return says(predicates[index]) || predicates.slice(0, index).some((one) => asksForNull(name, one));
}

function asksForNull(name: string, predicate: Predicate | undefined): boolean {
  return predicate?.kind === "one-of" && predicate.name === name && predicate.values.includes(null);
}

/** From here on the value itself is there, by whatever name it goes. */
function narrowLocal(path: string, flow: Flow, { owner: { table } }: MethodContext): void {
  const found = resolve(path, flow.scope, table);
  if (found === undefined || found.expression.fields.length > 0) return;
  const binding = { local: found.expression.root, as: undefined, type: undefined };
  narrowBinding(binding, flow, (type) => withoutNull(type, table));
}

function pushUndrawn(paths: readonly string[], flow: Flow): void {
  const what = paths.join(" and ");
  flow.statements.push({ kind: "undrawn", message: `The diagram draws no branch for this ${what}.` });
}

/** Two branches of which one denies the other: there is no third. */
function isWhole(predicates: readonly (Predicate | undefined)[]): boolean {
  const [first, second, third] = predicates;
  if (first === undefined || second === undefined || third !== undefined) return false;
  return JSON.stringify(not(first)) === JSON.stringify(second) || areOpposite(first, second);
}

const opposite = { "<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": undefined } as const;

function areOpposite(one: Predicate, other: Predicate): boolean {
  if (one.kind !== "compares" || other.kind !== "compares") return false;
  return JSON.stringify({ ...one, operator: opposite[one.operator] }) === JSON.stringify(other);
}

/** Several branches that each name values of one and the same thing: they become a `switch`. */
function listedStates(
  predicates: readonly (Predicate | undefined)[],
  pathOf: PathOf,
  flow: Flow,
  { owner: { table } }: MethodContext,
):
  | {
      readonly on: Expression;
      readonly cases: readonly { readonly values: readonly Literal[]; readonly index: number }[];
      readonly isComplete: boolean;
    }
  | undefined {
  const cases = predicates.flatMap((predicate, index) =>
    predicate?.kind === "one-of" ? [{ values: predicate.values, name: predicate.name, index }] : [],
  );
  const [first, second] = cases;
  const hasOthers = predicates.some((predicate) => predicate !== undefined && predicate.kind !== "one-of");
  if (first === undefined || second === undefined || hasOthers) return undefined;
  if (cases.some(({ name }) => name !== first.name)) return undefined;
  const found = resolve(pathOf(first.name), flow.scope, table);
  const all = cases.flatMap(({ values }) => values);
  const isComparable =
    found !== undefined &&
    !found.optional &&
    all.every((value) => isAssignable({ kind: "enum", values: [value] }, found.type, table));
  // A value that is named twice would be a case twice; the first branch takes it.
  if (!isComparable || new Set(all).size < all.length) return undefined;
  const isComplete = literalsOf(found.type, table)?.every((value) => all.includes(value)) ?? false;
  return { on: found.expression, cases, isComplete };
}
