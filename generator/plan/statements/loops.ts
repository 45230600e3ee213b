import { namesIn, type Predicate } from "seqwright-runtime/model";
import type { CallStep, Fragment, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Behaviour, Guidance } from "../../protocol/model.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { askForItems, decision } from "./ask-class.ts";
import { askWhether } from "./branches.ts";
import { broughtBy } from "./brought-by-all.ts";
import { planCall } from "./calls.ts";
import { conditionOf } from "./predicates.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { Expression } from "../model/expression.ts";
import type { ParallelBranch } from "../model/statement.ts";
import { closedFlow, innerFlow, type Flow, type MethodContext } from "../context/method-context.ts";
import { resolve, type Resolved, type ScopeEntry } from "../context/scope.ts";
import { expand } from "../types/types.ts";

/** Plans a loop over items, a fixed number of rounds, or as long as the class says so. */
export function planLoop(
  loop: Behaviour & { kind: "loop" },
  rest: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): void {
  const fragment = context.owner.model.fragments.find(({ id }) => id === loop.fragment);
  const { knowledge } = loop;
  // Whether to go on, and what follows the loop, is about what the last round brought.
  const replaces = knowledge.kind !== "decision" || knowledge.answers !== "items";
  const body: Flow = {
    ...innerFlow(flow, true),
    afterLoop: rest,
    inBranch: replaces && flow.closed !== true,
  };
  const round = (): Flow["statements"] => {
    context.build([loop.body], body, [], context);
    return body.statements;
  };
  if (knowledge.kind === "value" && fragment?.branches[0]?.predicate !== undefined) {
    const { predicate } = fragment.branches[0];
    return planByValue({ fragment, predicate, paths: knowledge.paths }, { body, round }, flow, context);
  }
  const list = listToGoThrough(knowledge, fragment, flow, context);
  if (list !== undefined) {
    const wanted = fragment?.items?.name ?? itemName(knowledge, fragment);
    const isAnswer = stepsIn(loop.body).some(({ step }) => answerName(step, context) === wanted);
    const item = context.locals.take(isAnswer ? `${wanted}Item` : wanted, "Item");
    body.scope.set(fragment?.items?.name ?? item, { local: item, fields: [], type: list.element });
    const names = { list: context.locals.take("rounds", ""), counter: context.locals.take("round", "") };
    flow.statements.push({ kind: "for-each", item, ...names, items: list.items, body: round() });
    return;
  }
  const times = boundsOf(fragment);
  if (knowledge.kind !== "decision" && times !== undefined && times.min === times.max) {
    const counter = context.locals.take("round", "");
    flow.statements.push({ kind: "times", counter, rounds: times.max, body: round() });
    return;
  }
  if (knowledge.kind === "decision" && times !== undefined) {
    // The stub is told the round, so that it needs no memory of its own.
    const counter = context.locals.take("round", "");
    const asking = { ...innerFlow(flow), statements: flow.statements };
    asking.scope.set("round", { local: counter, fields: [], type: { kind: "number" } });
    const condition = decision(knowledge.methods[0] ?? "again", asking, context);
    flow.statements.push({ kind: "times", counter, rounds: times.max, condition, body: round() });
    return;
  }
  const label = fragment?.branches[0]?.label ?? "another round";
  const condition =
    knowledge.kind === "decision"
      ? decision(knowledge.methods[0] ?? "again", flow, context)
      : askWhether(label, flow, context);
  flow.statements.push({ kind: "while", condition, body: round() });
}

function boundsOf(
  fragment: Fragment | undefined,
): { readonly min: number; readonly max: number } | undefined {
  const repetition = fragment?.repetition;
  if (repetition?.kind === "times") return repetition;
  return repetition?.kind === "while" && repetition.max !== undefined
    ? { min: 0, max: repetition.max }
    : undefined;
}

interface KnownLoop {
  readonly fragment: Fragment;
  readonly predicate: Predicate;
  /** Where the values are that the predicate names, in their order. */
  readonly paths: readonly string[];
}

interface Rounds {
  readonly body: Flow;
  /** Plans the body; once. */
  readonly round: () => Flow["statements"];
}

/** Compares what is known before each round, or after it where a round has to bring it first. */
function planByValue(
  { fragment, predicate, paths }: KnownLoop,
  { body, round }: Rounds,
  flow: Flow,
  context: MethodContext,
): void {
  const names = namesIn(predicate);
  const pathOf = (name: string): string => paths[names.indexOf(name)] ?? name;
  const max = boundsOf(fragment)?.max;
  const limit = max === undefined ? undefined : { counter: context.locals.take("round", ""), rounds: max };
  const before = fragment.atLeastOnce ? undefined : conditionOf(predicate, pathOf, flow, context);
  const planned = round();
  const after = conditionOf(predicate, pathOf, body, context);
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) {
    flow.statements.push(
      limit === undefined
        ? { kind: "while", condition: before, body: planned }
        : { kind: "times", ...limit, condition: before, body: planned },
    );
    return;
  }
  if (before === undefined) {
    const declares = broughtBy(body, flow);
    flow.statements.push({ kind: "do", condition: after, limit, body: body.statements, declares });
    return;
  }
  // A round could not replace what was known before: it is asked apart.
  const inside = innerFlow(flow);
  const declares = broughtBy(body, inside);
  inside.statements.push({ kind: "do", condition: after, limit, body: body.statements, declares });
  flow.statements.push({ kind: "if", condition: before, taken: inside.statements, otherwise: [] });
}

function listToGoThrough(
  knowledge: Guidance,
  fragment: Fragment | undefined,
  flow: Flow,
  context: MethodContext,
): { items: Expression; element: TypeExpr } | undefined {
  const { owner } = context;
  if (knowledge.kind === "decision" && knowledge.answers === "items") {
    const path = fragment?.items?.from.find(({ component }) => component === owner.participant.code)?.path;
    const known = path === undefined ? undefined : knownList(path, flow, context);
    const element = known?.element ?? fragment?.items?.type ?? { kind: "json" };
    const method = knowledge.methods[0] ?? "eachItem";
    return { items: askForItems(method, element, known?.items, flow, context), element };
  }
  return undefined;
}

function knownList(
  path: string,
  flow: Flow,
  { owner: { table } }: MethodContext,
): { items: Resolved["expression"]; element: TypeExpr } | undefined {
  const found = resolve(path, flow.scope, table);
  const type = found === undefined || found.optional ? undefined : expand(found.type, table);
  return found !== undefined && type?.kind === "list"
    ? { items: found.expression, element: type.element }
    : undefined;
}

/** The name by which an answer is known, if the step is one that carries something. */
function answerName(id: string, context: MethodContext): string | undefined {
  const step = context.owner.steps.get(id);
  return step?.kind === "reply" && step.outcome.kind === "returns" ? step.outcome.as : undefined;
}

function itemName(knowledge: Guidance, fragment: Fragment | undefined): string {
  if (knowledge.kind === "decision")
    return camelCase((knowledge.methods[0] ?? "").replace(/^each/i, ""), "item");
  return camelCase(fragment?.repetition?.kind === "each" ? fragment.repetition.subject : "item", "item");
}

export function planParallel(branches: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  const [only, another] = branches;
  if (only !== undefined && another === undefined) return context.build([only], flow, [], context);
  // No branch sees what another yields: that is there when all of them are done.
  const results: (readonly [string, ScopeEntry])[] = [];
  const planned = branches.map((branch): ParallelBranch => {
    const inner = closedFlow(flow);
    context.build([branch], inner, [], { ...context, answers: undefined });
    const last = inner.statements.findLast(({ kind }) => kind !== "to-undo");
    const result = last?.kind === "call" ? last.as : undefined;
    for (const found of inner.scope) if (found[1].local === result) results.push(found);
    return { statements: inner.statements, result };
  });
  for (const [name, entry] of results) flow.scope.set(name, entry);
  flow.statements.push({ kind: "parallel", branches: planned });
}

/** Plans calls that are all begun before the first of them is answered. */
export function planTogether(calls: readonly CallStep[], flow: Flow, context: MethodContext): void {
  const answers: (readonly [string, ScopeEntry])[] = [];
  const branches = calls.map((call): ParallelBranch => {
    const inner = closedFlow(flow);
    planCall(call, inner, context);
    const begun = inner.statements.findLastIndex(({ kind }) => kind !== "to-undo");
    const last = inner.statements[begun];
    const result = last?.kind === "call" ? last.as : undefined;
    // What its arguments need comes first, so that nothing delays the call itself.
    flow.statements.push(...inner.statements.slice(0, Math.max(0, begun)));
    for (const [name, entry] of inner.scope) {
      if (entry.local === result) answers.push([name, entry]);
      else flow.scope.set(name, entry);
    }
    return { statements: inner.statements.slice(Math.max(0, begun)), result };
  });
  for (const [name, entry] of answers) flow.scope.set(name, entry);
  flow.statements.push({ kind: "parallel", branches });
}
