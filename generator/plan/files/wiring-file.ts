import type { DiagramModel, Entry, TypeExpr } from "../../ir/model/diagram-model.ts";
import { array, data, object } from "../values/data.ts";
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
      ...planPublications(model, names),
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

/** What is published, where the diagram says topic and type; each method once. */
function planPublications(
  { publications }: DiagramModel,
  names: DiagramNames,
): Readonly<Record<string, Expression>> {
  const said = new Map<string, Expression>();
  for (const { participant, method, topic, eventType, schema: type, key, typeField } of publications) {
    const id = JSON.stringify([participant, method]);
    if (topic === undefined || eventType === undefined || said.has(id)) continue;
    const spelled = names.participants.get(participant)?.methods.get(method) ?? method;
    const fields = { participant, method: spelled, topic, eventType, schema: type, key, typeField };
    said.set(id, data(fields, { schema }));
  }
  return said.size === 0 ? {} : { publications: array([...said.values()]) };
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
