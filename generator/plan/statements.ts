import type { Fragment, Literal, ReplyStep } from "../ir/model.ts";
import type { Behaviour, Knowledge } from "../protocol/model.ts";
import { camelCase } from "../text/make-identifier.ts";
import { askWhether, awaitThis, planBranches, planSwitch, type Branch } from "./branches.ts";
import { doesAnything, planCall, planSelfStep } from "./calls.ts";
import { flatten, stepsIn } from "./drawn-operations.ts";
import type { Condition, Expression, ParallelBranch } from "./emit-plan.ts";
import { innerFlow, localsIn, type Flow, type MethodContext } from "./method-context.ts";
import { completes } from "./reachability.ts";
import type { Choice } from "./reply-leaves.ts";
import { planReplyChoice } from "./reply-choice.ts";
import { resolve } from "./scope.ts";
import { expand, isAssignable, literalsOf } from "./types.ts";
import { valueExpression } from "./values.ts";

/** Plans what a component does, item by item, until it has answered. */
export function planItems(
  items: readonly Behaviour[],
  flow: Flow,
  later: readonly Behaviour[],
  context: MethodContext,
): void {
  const all = flatten(items);
  for (const [index, item] of all.entries()) {
    const rest = [...all.slice(index + 1), ...later];
    if (item.kind === "step" && item.side === "send-reply") return planReply(item.step, rest, flow, context);
    announcePhase(item, flow, context);
    planItem(item, rest, flow, context);
    if (!completes(flow.statements)) return;
  }
}

function planItem(item: Behaviour, rest: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  switch (item.kind) {
    case "step":
      return planStep(item, flow, context);
    case "choice":
      return planChoice(item, rest, flow, context);
    case "loop":
      return planLoop(item, flow, context);
    case "parallel":
      return planParallel(item.branches, flow, context);
    case "sequence":
      return planItems(item.items, flow, rest, context);
  }
}

/** A divider of the diagram becomes a comment where the code gets past it. */
function announcePhase(item: Behaviour, flow: Flow, context: MethodContext): void {
  const first = stepsIn(item).find(({ side }) => side === "send-call" || side === "self");
  const phase = first === undefined ? undefined : context.owner.steps.get(first.step)?.phase;
  if (phase === undefined || phase === context.phase) return;
  context.phase = phase;
  flow.statements.push({ kind: "comment", text: phase });
}

function planStep(item: Behaviour & { kind: "step" }, flow: Flow, context: MethodContext): void {
  const step = context.owner.steps.get(item.step);
  if (step === undefined) return;
  if (step.kind === "reply") return learn(step, flow, context);
  if (item.side === "self") planSelfStep(step, flow, context);
  if (item.side === "send-call") planCall(step, flow, context);
}

/** From here on the answer is also known by the name that this arrow gives it. */
function learn({ answers, outcome }: ReplyStep, flow: Flow, context: MethodContext): void {
  const as = context.bindings.get(answers)?.as;
  const entry = as === undefined ? undefined : flow.scope.get(as);
  if (outcome.kind === "returns" && entry !== undefined && outcome.as !== as)
    flow.scope.set(outcome.as, entry);
}

/** The answer ends the method; what the diagram draws after it goes on in the background. */
function planReply(id: string, rest: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  const reply = context.owner.steps.get(id);
  if (reply?.kind !== "reply") return;
  const answersLater = rest.some((item) => stepsIn(item).some(({ side }) => side === "send-reply"));
  if (!answersLater && doesAnything(rest)) goOnInBackground(rest, flow, context);
  const { outcome } = reply;
  switch (outcome.kind) {
    case "nothing":
      flow.statements.push({ kind: "return", value: undefined });
      return;
    case "throws":
      flow.statements.push({
        kind: "throw",
        error: context.owner.diagram.errors.get(outcome.error) ?? outcome.error,
        message: outcome.message,
      });
      return;
    case "returns": {
      const operation = context.answers?.operation;
      const purpose = { name: outcome.as, receiver: `the caller of ${operation?.method ?? "this method"}` };
      const value = valueExpression(outcome.value, operation?.result ?? outcome.type, purpose, flow, context);
      flow.statements.push({ kind: "return", value });
    }
  }
}

function goOnInBackground(items: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  const { owner } = context;
  if (context.background !== undefined) {
    const { background } = context;
    if (!owner.continuations.has(background.method))
      owner.continuations.set(background.method, { step: background, items });
    return;
  }
  const body = innerFlow(flow, false);
  planItems(items, body, [], { ...context, answers: undefined });
  flow.statements.push({
    kind: "background",
    task: `after ${context.answers?.operation.method ?? "answering"}`,
    body: body.statements,
  });
}

function planChoice(choice: Choice, rest: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  const { knowledge } = choice;
  const fragment = context.owner.model.fragments.find(({ id }) => id === choice.fragment);
  const build = (branch: number, inner: Flow): void => {
    const drawn = choice.branches[branch];
    if (drawn !== undefined) planItems([drawn], inner, rest, context);
    if (choice.exits && branch === 0 && completes(inner.statements)) planExit(inner, context);
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

/** Asks the class itself; it gets all data that is known by now. */
function decision(method: string, flow: Flow, context: MethodContext): Condition {
  return { kind: "holds", expression: askClass(method, "yes-no", flow, context) };
}

function askClass(
  method: string,
  answers: "yes-no" | "items",
  flow: Flow,
  context: MethodContext,
): Expression {
  const { owner } = context;
  const name = owner.names.methods.get(method) ?? method;
  const guard = owner.decisions.find((candidate) => candidate.method === method)?.guard ?? method;
  const parameters = localsIn(flow.scope).filter(({ isPort }) => !isPort);
  owner.stubs.declared({
    name,
    docs: [answers === "items" ? `What "${guard}" goes through.` : `Whether "${guard}" holds.`],
    parameters: parameters.map(({ name, type }) => ({ name, type })),
    returns: {
      kind: "promise",
      of: {
        kind: "type",
        type: answers === "items" ? { kind: "list", element: { kind: "json" } } : { kind: "boolean" },
      },
    },
  });
  const wanted = owner.stubs.parametersOf(name) ?? [];
  const byType = wanted.map((parameter) =>
    parameters.find((known) => JSON.stringify(known) === JSON.stringify({ ...parameter, isPort: false })),
  );
  if (byType.every((known) => known !== undefined))
    return awaitThis(
      name,
      byType.map((known) => known.name),
    );
  const args = wanted.map((parameter) =>
    valueExpression(
      { kind: "from", path: parameter.name },
      parameter.type.kind === "type" ? parameter.type.type : undefined,
      { name: parameter.name, receiver: name },
      flow,
      context,
    ),
  );
  return { kind: "await", of: { kind: "call", on: "this", name, args } };
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
  const cases = guards.flatMap((guard, index) =>
    guard.kind === "predicate" && guard.operator === "=" ? [{ values: guard.values, index }] : [],
  );
  const fallback = guards.findIndex((guard) => guard.kind !== "predicate");
  const isSwitch = cases.length >= 2 && cases.length + (fallback < 0 ? 0 : 1) === guards.length;
  if (!isSwitch) return planBranches(byComparison(choice, found.expression, guards, build), flow);
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

function byComparison(
  choice: Choice,
  left: Expression,
  guards: readonly Fragment["branches"][number]["guard"][],
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

function planLoop(loop: Behaviour & { kind: "loop" }, flow: Flow, context: MethodContext): void {
  const fragment = context.owner.model.fragments.find(({ id }) => id === loop.fragment);
  const body = innerFlow(flow, true);
  const round = (): Flow["statements"] => {
    planItems([loop.body], body, [], context);
    return body.statements;
  };
  const { knowledge } = loop;
  const list = listToGoThrough(knowledge, flow, context);
  if (list !== undefined) {
    const wanted = itemName(knowledge, fragment);
    const isAnswer = stepsIn(loop.body).some(({ step }) => answerName(step, context) === wanted);
    const item = context.locals.take(isAnswer ? `${wanted}Item` : wanted, "Item");
    body.scope.set(item, { local: item, fields: [], type: list.element });
    const names = { list: context.locals.take("rounds", ""), counter: context.locals.take("round", "") };
    flow.statements.push({ kind: "for-each", item, ...names, items: list.items, body: round() });
    return;
  }
  const times = fragment?.repetition?.kind === "times" ? fragment.repetition : undefined;
  if (knowledge.kind !== "decision" && times !== undefined && times.min === times.max) {
    const counter = context.locals.take("round", "");
    flow.statements.push({ kind: "times", counter, rounds: times.max, body: round() });
    return;
  }
  const label = fragment?.branches[0]?.label ?? "another round";
  const condition =
    knowledge.kind === "decision"
      ? decision(knowledge.methods[0] ?? "again", flow, context)
      : askWhether(label, flow, context);
  flow.statements.push({ kind: "while", condition, body: round() });
}

function listToGoThrough(
  knowledge: Knowledge,
  flow: Flow,
  context: MethodContext,
):
  | { items: Expression; element: Extract<ReturnType<typeof expand>, { kind: "list" }>["element"] }
  | undefined {
  const { table } = context.owner;
  if (knowledge.kind === "decision" && knowledge.answers === "items") {
    return {
      items: askClass(knowledge.methods[0] ?? "eachItem", "items", flow, context),
      element: { kind: "json" },
    };
  }
  const found = knowledge.kind === "value" ? resolve(knowledge.path, flow.scope, table) : undefined;
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

function itemName(knowledge: Knowledge, fragment: Fragment | undefined): string {
  if (knowledge.kind === "decision")
    return camelCase((knowledge.methods[0] ?? "").replace(/^each/i, ""), "item");
  return camelCase(fragment?.repetition?.kind === "each" ? fragment.repetition.subject : "item", "item");
}

function planParallel(branches: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  const planned = branches.map((branch): ParallelBranch => {
    const inner = innerFlow(flow, false);
    planItems([branch], inner, [], { ...context, answers: undefined });
    const last = inner.statements.at(-1);
    const result = last?.kind === "call" ? last.as : undefined;
    for (const [name, entry] of inner.scope) if (entry.local === result) flow.scope.set(name, entry);
    return { statements: inner.statements, result };
  });
  flow.statements.push({ kind: "parallel", branches: planned });
}
