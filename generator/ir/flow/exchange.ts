import type { CallStep, Literal, ReplyStep, Step, StepId, TypeExpr } from "../model/diagram-model.ts";
import type { LinkedSteps } from "./link-steps.ts";

/** Calls by receiver and method, and answers by call. */
export interface Exchange {
  readonly calls: ReadonlyMap<string, ReadonlyMap<string, readonly CallStep[]>>;
  readonly replies: ReadonlyMap<StepId, readonly ReplyStep[]>;
}

export function exchangeOf(steps: readonly Step[]): Exchange {
  const calls = new Map<string, Map<string, CallStep[]>>();
  const replies = new Map<StepId, ReplyStep[]>();
  for (const step of steps) {
    if (step.kind === "reply") {
      const known = replies.get(step.answers);
      if (known === undefined) replies.set(step.answers, [step]);
      else known.push(step);
    } else if (step.kind === "call") {
      const methods = calls.get(step.to) ?? new Map<string, CallStep[]>();
      calls.set(step.to, methods);
      const known = methods.get(step.method);
      if (known === undefined) methods.set(step.method, [step]);
      else known.push(step);
    }
  }
  return { calls, replies };
}

/**
 * What the answers to an operation carry. Where they are statuses alone, and the receiver asks another for the same, it
 * hands on what that one answers.
 */
export function answeredBy(
  { code, method }: { readonly code: string; readonly method: string },
  exchange: Exchange,
  results: LinkedSteps["results"],
  asked: readonly string[] = [],
): readonly TypeExpr[] {
  const calls = exchange.calls.get(code)?.get(method) ?? [];
  const own = calls
    .flatMap(({ id }) => exchange.replies.get(id) ?? [])
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap(({ id }) => results.get(id) ?? []);
  const statuses = own.map(bareStatus);
  if (own.length === 0 || statuses.includes(undefined)) return own;
  for (const [to, methods] of exchange.calls) {
    const isAsked = methods.get(method)?.some(({ from }) => from === code) ?? false;
    if (!isAsked || to === code || asked.includes(to)) continue;
    const behind = answeredBy({ code: to, method }, exchange, results, [...asked, code]);
    const known = new Set(behind.map(statusOf));
    if (statuses.every((status) => known.has(status))) return behind;
  }
  return own;
}

/** `200` of `{ status: 200, body: … }`. */
function statusOf(answer: TypeExpr): Literal | undefined {
  const fields = answer.kind === "record" ? answer.fields : [];
  const status = fields.find(({ name }) => name === "status")?.type;
  return status?.kind === "enum" ? status.values[0] : undefined;
}

/** The same where no body is drawn. */
function bareStatus(answer: TypeExpr): Literal | undefined {
  const fields = answer.kind === "record" ? answer.fields : [];
  return fields.some(({ name, optional }) => name === "body" && optional) ? statusOf(answer) : undefined;
}
