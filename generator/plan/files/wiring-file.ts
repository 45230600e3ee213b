import type { Policy } from "seqwright-runtime/model";
import type { DiagramModel, Entry, TypeExpr } from "../../ir/model/diagram-model.ts";
import { array, data, literal, object, present } from "../values/data.ts";
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
      entries: array(model.entries.map((entry) => planEntry(entry, names))),
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

/** An entry as the model has it, in the code's names and with schemas for types. */
function planEntry(entry: Entry, names: DiagramNames): Expression {
  const spelled = (participant: string, method: string): string =>
    names.participants.get(participant)?.methods.get(method) ?? method;
  const method = spelled(entry.component, entry.method);
  if (entry.kind !== "kafka") return data({ ...entry, method }, { schema });
  const refusedBy = entry.refusedBy?.map((refusal) => spelled(entry.participant, refusal));
  return data({ ...entry, method, refusedBy }, { schema });
}

function schema(type: unknown): Expression {
  return { kind: "schema", type: type as TypeExpr };
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
