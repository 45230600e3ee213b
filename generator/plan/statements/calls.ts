import { binds } from "seqwright-runtime/model";
import type { CallStep } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import { errorSymbol } from "../model/names.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { builder } from "../values/data.ts";
import { callExpression, declareSelfStep, methodName, operationOf } from "./call-expression.ts";
import { askedOfItself } from "./asked-of-itself.ts";
import { toUndo, undoneByArrow } from "./undoing.ts";
import { answersOf, bindResult } from "./call-result.ts";

/** Plans a call to another participant; what it yields gets a name. */
export function planCall(step: CallStep, flow: Flow, context: MethodContext): void {
  const start = flow.statements.length;
  const operation = operationOf(step, context.owner);
  const call = callExpression(step, flow, context);
  undoneByArrow(step, flow, context);
  bindResult(step, operation, tolerant(step, madeAgain(step, call, context), context), flow, context);
  toUndo(step, flow, context);
  context.owner.realised.step(step.id, askedOfItself(flow.statements.slice(start)));
}

/** `retried({ retriesMax: 5, delayMs: 10_000 }, () => this.#worker.work(name))`, where a note at the call says so. */
function madeAgain(step: CallStep, call: CallExpression, context: MethodContext): CallExpression {
  const { owner } = context;
  const retry = owner.model.retries.find((one) => one.step === step.id);
  if (retry === undefined) return call;
  const { retriesMax, delayMs, factor } = retry;
  const terms = Object.entries({ retriesMax, delayMs, factor }).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: { kind: "literal", value } as const }],
  );
  const symbol = fromRuntime("retried");
  const thrown = answersOf(step, context).flatMap(({ outcome }) =>
    outcome.kind === "throws" ? [errorSymbol(outcome.error, owner.diagram)] : [],
  );
  const items = thrown.map((error): Expression => ({ kind: "symbol", symbol: error }));
  const except = items.length === 0 ? [] : [{ key: "except", value: { kind: "array", items } as const }];
  const args: readonly Expression[] = [
    { kind: "object", entries: [...terms, ...except] },
    { kind: "thunk", of: call },
  ];
  return { kind: "call", on: "function", symbol, args };
}

/** `bestEffort(this.#cache.del(key))`, where a note says that the rest goes on when it fails. */
function tolerant(step: CallStep, call: CallExpression, context: MethodContext): CallExpression {
  const { owner, inTransaction } = context;
  const isSaid = owner.model.policies.some(({ kind, at }) => kind === "best-effort" && binds(at, step));
  const isAcknowledged = answersOf(step, context).every(({ outcome }) => outcome.kind === "nothing");
  return isSaid && isAcknowledged && inTransaction !== true ? builder("bestEffort", call) : call;
}

/** Plans a self-step: a method of the class, for the developer to fill unless it is one of the drawn operations. */
export function planSelfStep(step: CallStep, flow: Flow, context: MethodContext): void {
  const { owner } = context;
  const start = flow.statements.length;
  const name = methodName(step, owner);
  const operation = operationOf(step, owner);
  if (operation === undefined) declareSelfStep(step, name, context);
  const call = callExpression(step, flow, context);
  undoneByArrow(step, flow, context);
  if (step.background) {
    flow.statements.push({ kind: "call", call, as: undefined });
    context.background = step;
  } else bindResult(step, operation, call, flow, context);
  toUndo(step, flow, context);
  owner.realised.step(step.id, askedOfItself(flow.statements.slice(start)));
}

/** Whether any of these steps calls or does something, so that there is code to write for it. */
export function doesAnything(items: readonly Behaviour[]): boolean {
  return items.some((item) => stepsIn(item).some(({ side }) => side === "self" || side === "send-call"));
}
