import { errorSymbol } from "../model/names.ts";
import type { CallStep, ReplyOutcome, ReplyStep, StepId } from "../../ir/model/diagram-model.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { askedOfItself } from "./asked-of-itself.ts";
import { awaitThis } from "./branches.ts";
import { doesAnything, planCall, planSelfStep } from "./calls.ts";
import { planChoice } from "./choices.ts";
import { flatten } from "../context/flatten.ts";
import { stepsIn, waysIn } from "../context/steps-in.ts";
import { planLoop, planParallel, planTogether } from "./loops.ts";
import { closedFlow, type Flow, type MethodContext } from "../context/method-context.ts";
import { planTransaction, transactionAt } from "./transactions.ts";
import { completes } from "../model/reachability.ts";
import { toUndoAnswered, withUndoing } from "./undoing.ts";
import { unlessAnswered } from "./unless-answered.ts";
import { valueExpression } from "../values/values.ts";

/** Plans what a component does, item by item, until it has answered. */
export function planItems(
  items: readonly Behaviour[],
  flow: Flow,
  later: readonly Behaviour[],
  context: MethodContext,
): void {
  const all = unlessAnswered(flatten(items));
  let begun = 0;
  for (const [index, item] of all.entries()) {
    if (index < begun) continue;
    const rest = [...all.slice(index + 1), ...later];
    const transaction = transactionAt(all.slice(index), context);
    if (transaction !== undefined) {
      announcePhase(item, flow, context);
      if (!planTransaction(transaction, all.slice(index), later, flow, context)) return;
      begun = index + transaction.count;
      if (!completes(flow.statements)) return;
      continue;
    }
    if (item.kind === "step") waitForOthers(item.step, flow, context);
    if (item.kind === "step" && item.side === "send-reply") return planReply(item.step, rest, flow, context);
    announcePhase(item, flow, context);
    const together = callsBeforeAnswer(all.slice(index), context);
    if (together.length > 1) planTogether(together, flow, context);
    else planItem(item, rest, flow, context);
    begun = index + Math.max(1, together.length);
    if (!completes(flow.statements)) return;
  }
}

function planItem(item: Behaviour, rest: readonly Behaviour[], flow: Flow, context: MethodContext): void {
  switch (item.kind) {
    case "step":
      return planStep(item, flow, context);
    case "choice":
    case "loop":
      return planWay(item, rest, flow, context);
    case "parallel":
      return planParallel(item.branches, flow, context);
    case "sequence":
      return planItems(item.items, flow, rest, context);
  }
}

/** Plans a choice or a loop, and notes what the class is asked there to find its way, apart from what is drawn inside. */
function planWay(
  item: Behaviour & { kind: "choice" | "loop" },
  rest: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): void {
  const start = flow.statements.length;
  if (item.kind === "choice") planChoice(item, rest, flow, context);
  else planLoop(item, rest, flow, context);
  // Where something outside tells the way, what stands here belongs to the branches.
  const isToldOutside = item.knowledge.kind === "call" || item.knowledge.kind === "irrelevant";
  const planned = isToldOutside ? [] : flow.statements.slice(start);
  const { realised } = context.owner;
  const inside = new Set([
    ...waysIn(item).flatMap(({ fragment }) => [...(realised.fragments.get(fragment) ?? [])]),
    ...stepsIn(item).flatMap(({ step }) => [...(realised.steps.get(step) ?? [])]),
  ]);
  realised.fragment(
    item.fragment,
    askedOfItself(planned).filter((method) => !inside.has(method)),
  );
}

/** What is drawn only after the component did something for another call has to wait for it: how, the class says. */
function waitForOthers(id: StepId, flow: Flow, { owner }: MethodContext): void {
  const other = owner.steps.get(owner.waits.get(id) ?? "");
  if (other === undefined || other.kind === "reply") return;
  const request = {
    name: camelCase(`until ${other.method}`, "untilLater"),
    docs: [`Waits for what the diagram draws in between, another call: ${other.brief}`],
    parameters: [],
    returns: { kind: "promise", of: { kind: "void" } },
  } as const;
  const name = owner.stubs.invented(request, "Then");
  const call = awaitThis(name, []);
  flow.statements.push({ kind: "call", call, as: undefined });
}

/** The calls that an item begins before the first of them is drawn answered; one alone when its answer comes next. */
function callsBeforeAnswer(items: readonly Behaviour[], { owner }: MethodContext): readonly CallStep[] {
  const end = items.findIndex((item) => item.kind !== "step" || item.side !== "send-call");
  const calls = items.slice(0, end < 0 ? items.length : end).flatMap((item): readonly CallStep[] => {
    const step = item.kind === "step" ? owner.steps.get(item.step) : undefined;
    return step?.kind === "call" ? [step] : [];
  });
  if (calls.length < 2) return calls;
  const isAnsweredLater = items
    .slice(calls.length)
    .some((item) => stepsIn(item).some(({ step }) => calls[0]?.answers.includes(step)));
  return isAnsweredLater ? calls : calls.slice(0, 1);
}

/** A divider of the diagram becomes a comment where the code gets past it. */
function announcePhase(item: Behaviour, flow: Flow, context: MethodContext): void {
  const first = stepsIn(item).find(({ side }) => side === "send-call" || side === "self");
  const drawn = first === undefined ? undefined : context.owner.steps.get(first.step)?.phase;
  const phase = drawn === undefined ? undefined : phaseAround(item, drawn, context);
  if (phase === undefined || phase === context.phase) return;
  context.phase = phase;
  flow.statements.push({ kind: "comment", text: phase });
}

/** The divider before an item; one drawn inside of a fragment is announced inside. */
function phaseAround(item: Behaviour, first: string, { owner }: MethodContext): string | undefined {
  if (item.kind === "step" || item.kind === "sequence") return first;
  const start = owner.model.fragments.find(({ id }) => id === item.fragment)?.span.start;
  if (start === undefined) return first;
  return owner.model.phases.findLast(({ span }) => span.start < start)?.name;
}

function planStep(item: Behaviour & { kind: "step" }, flow: Flow, context: MethodContext): void {
  const step = context.owner.steps.get(item.step);
  if (step === undefined) return;
  if (step.kind === "reply") return learn(step, flow, context);
  if (item.side === "self") planSelfStep(step, flow, context);
  if (item.side === "send-call") planCall(step, flow, context);
}

/** From here on the answer is also known by the name that this arrow gives it. */
function learn(reply: ReplyStep, flow: Flow, context: MethodContext): void {
  const { answers, outcome } = reply;
  toUndoAnswered(reply, flow, context);
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
  const start = flow.statements.length;
  planOutcome(outcome, flow, context);
  context.owner.realised.step(id, askedOfItself(flow.statements.slice(start)));
}

function planOutcome(outcome: ReplyOutcome, flow: Flow, context: MethodContext): void {
  switch (outcome.kind) {
    case "nothing": {
      // Other branches of the same call answer with something, so its type asks for that here, too.
      const wanted = context.answers?.operation.result;
      const purpose = {
        name: "answer",
        receiver: `the caller of ${context.answers?.operation.method ?? ""}`,
      };
      const value =
        wanted && valueExpression({ kind: "free", name: "answer" }, wanted, purpose, flow, context);
      flow.statements.push({ kind: "return", value });
      return;
    }
    case "throws":
      flow.statements.push({
        kind: "throw",
        error: errorSymbol(outcome.error, context.owner.diagram),
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
  const body = closedFlow(flow);
  const inside = { ...context, answers: undefined, undo: {} };
  planItems(items, body, [], inside);
  flow.statements.push({
    kind: "background",
    task: `after ${context.answers?.operation.method ?? "answering"}`,
    body: withUndoing(body.statements, inside),
  });
}
