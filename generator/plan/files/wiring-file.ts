import type { CallStep, DiagramModel, Participant } from "../../ir/model/diagram-model.ts";
import type { Policy } from "seqwright-runtime/model";
import { array, literal, object, present } from "../values/data.ts";
import { declaredIn, stepsPath, wiringPath } from "../model/code-symbol.ts";
import type { ConstantFile } from "../model/emit-plan.ts";
import type { Expression } from "../model/expression.ts";
import type { HandlerFile } from "../model/handler-plan.ts";
import type { DiagramNames } from "../model/names.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { factoryOf } from "./factory-of.ts";

/** How the diagram's system is put together: its classes, and where work comes in. */
export function planWiringFile(
  model: DiagramModel,
  names: DiagramNames,
  handlers: readonly HandlerFile[],
): ConstantFile {
  const isComponent = ({ participant }: HandlerFile): boolean =>
    model.participants.some(({ code, role }) => code === participant && role === "component");
  const components = handlers.filter(isComponent);
  const gateways = handlers.filter((handler) => !isComponent(handler));
  return {
    kind: "constant",
    path: wiringPath,
    name: "system",
    type: fromRuntime("SystemDefinition"),
    docs: [`The system of ${model.source.path}: start it with \`startSystem\`, or with \`seqwright run\`.`],
    value: object({
      protocol: { kind: "symbol", symbol: declaredIn(stepsPath, "protocol") },
      components: factories(components),
      gateways: factories(gateways),
      entries: array(entrySteps(model).map((step) => planEntry(step, model, names))),
      policies: planPolicies(model),
    }),
  };
}

/** How each class is built, by the code of its participant. */
function factories(handlers: readonly HandlerFile[]): Expression {
  return {
    kind: "object",
    entries: handlers.map((handler) => ({ key: handler.participant, value: factoryOf(handler) })),
  };
}

/** The calls that reach a component from outside; each method of a component once. */
function entrySteps(model: DiagramModel): readonly CallStep[] {
  const calls = model.steps.filter((step): step is CallStep => {
    if (step.kind !== "call" || step.receiver !== undefined) return false;
    const sender = model.participants.find(({ code }) => code === step.from);
    const receiver = model.participants.find(({ code }) => code === step.to);
    const isOutside = sender === undefined || sender.role === "initiator" || sender.kind === "kafka";
    return receiver?.role === "component" && isOutside;
  });
  return calls.filter(
    ({ from, to, method }, index) =>
      calls.findIndex((other) => other.from === from && other.to === to && other.method === method) === index,
  );
}

function planEntry(step: CallStep, model: DiagramModel, names: DiagramNames): Expression {
  const sender = model.participants.find(({ code }) => code === step.from);
  const base = {
    step: literal(step.id),
    participant: literal(step.from),
    component: literal(step.to),
    method: literal(names.participants.get(step.to)?.methods.get(step.method) ?? step.method),
  };
  if (step.meaning.kind === "http-request") return httpEntry(step, base);
  if (sender?.kind === "kafka" || step.meaning.kind === "event") return kafkaEntry(step, sender, model, base);
  return object({ kind: literal("call"), ...base });
}

function httpEntry(step: CallStep, base: Readonly<Record<string, Expression>>): Expression {
  if (step.meaning.kind !== "http-request") return object(base);
  const { method, path, query } = step.meaning;
  const pathLength = Math.floor(path.length / 2);
  const place = (index: number): string => {
    if (index < pathLength) return "path";
    return index < pathLength + query.length ? "query" : "body";
  };
  const parameters = step.args.map(({ name, type }, index) =>
    object({ name: literal(name), in: literal(place(index)), schema: { kind: "schema", type } }),
  );
  const text = path
    .map((part, index) => (index % 2 === 0 ? part : `{${step.args[(index - 1) / 2]?.name ?? part}}`))
    .join("")
    .replace(/^https?:\/\/[^/]*/, "");
  return object({
    kind: literal("http"),
    ...base,
    verb: literal(method),
    path: literal(text.startsWith("/") ? text : `/${text}`),
    parameters: array(parameters),
  });
}

function kafkaEntry(
  step: CallStep,
  sender: Participant | undefined,
  model: DiagramModel,
  base: Readonly<Record<string, Expression>>,
): Expression {
  const subscription = model.policies.find(
    ({ policy, participants }) =>
      policy.kind === "subscription" && (participants.length === 0 || participants.includes(step.from)),
  )?.policy;
  const said = subscription?.kind === "subscription" ? subscription : undefined;
  const topic = sender?.topic ?? said?.topic;
  const eventType = said?.event ?? (step.meaning.kind === "event" ? step.meaning.name : undefined);
  const payload = step.args.find(({ type }) => type.kind !== "port");
  const isDeferred = step.args.some(({ type }) => type.kind === "port");
  return object({
    kind: literal("kafka"),
    ...base,
    ...present("topic", topic === undefined ? undefined : literal(topic)),
    ...present("eventType", eventType === undefined ? undefined : literal(eventType)),
    ...present("schema", payload === undefined ? undefined : { kind: "schema", type: payload.type }),
    acknowledge: literal(isDeferred ? "deferred" : "on-return"),
  });
}

/** Of several lines about the same thing, the first that says a number decides it. */
function planPolicies(model: DiagramModel): Expression {
  const stated = model.policies.map(({ policy }) => policy);
  const first = (read: (policy: Policy) => string | number | undefined): Expression | undefined => {
    const value = stated.map(read).find((found) => found !== undefined);
    return value === undefined ? undefined : literal(value);
  };
  const polling = {
    ...present(
      "intervalMs",
      first((one) => (one.kind === "polling" ? one.intervalMs : undefined)),
    ),
    ...present(
      "limitMs",
      first((one) => (one.kind === "polling" ? one.limitMs : undefined)),
    ),
    ...present(
      "attemptsMax",
      first((one) => (one.kind === "polling" ? one.attemptsMax : undefined)),
    ),
  };
  const isIdempotent = stated.some(({ kind }) => kind === "idempotency");
  return object({
    ...present(
      "retriesMax",
      first((one) => (one.kind === "retry" ? one.retriesMax : undefined)),
    ),
    ...present(
      "retryDelayMs",
      first((one) => (one.kind === "retry" ? one.delayMs : undefined)),
    ),
    ...present(
      "deadLetterTopic",
      first((one) => (one.kind === "dead-letter" ? one.topic : undefined)),
    ),
    ...present("idempotent", isIdempotent ? literal(true) : undefined),
    ...present("polling", Object.keys(polling).length === 0 ? undefined : object(polling)),
  });
}
