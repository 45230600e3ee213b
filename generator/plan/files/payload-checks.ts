import type { CallStep, Operation } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { flatten } from "../context/flatten.ts";
import type { ClassContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";
import type { ParameterPlan } from "../model/type-node.ts";
import { isBare } from "../types/types.ts";
import { parsed } from "../values/values.ts";

/** What comes from outside is checked before anything else happens, unless the diagram draws that check. */
export function payloadChecks(
  call: CallStep,
  items: readonly Behaviour[],
  operation: Operation,
  parameters: readonly ParameterPlan[],
  owner: ClassContext,
): readonly Statement[] {
  const sender = owner.model.participants.find(({ code }) => code === call.from);
  const [first] = flatten(items);
  const step = first?.kind === "step" && first.side === "self" ? owner.steps.get(first.step) : undefined;
  // What comes out of a topic comes from outside, whoever else the diagram shows writing to it.
  if (sender !== undefined && sender.role !== "initiator" && sender.kind !== "kafka") return [];
  if (step?.kind === "self" && step.validates && receivesAll(step, operation)) return [];
  return operation.parameters.flatMap(({ name, type }, index): readonly Statement[] => {
    if (type.kind === "port" || isBare(type)) return [];
    const local = parameters[index]?.name ?? name;
    return [
      { kind: "call", call: parsed(type, { kind: "path", root: local, fields: [] }, name), as: undefined },
    ];
  });
}

/** Whether a validation gets every parameter. If it gets only one field, the others are still unchecked. */
function receivesAll(step: CallStep, { parameters }: Operation): boolean {
  return parameters.every(({ name, type }) =>
    type.kind === "port" ? true : step.args.some(({ value }) => value.kind === "from" && value.path === name),
  );
}
