import type { DiagramModel, ModelPolicy } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { array, literal, object, present } from "../values/data.ts";
import { drawn } from "./drawn.ts";

/** What notes promise; promises that stand at the same place share it. */
export function policiesData({ policies }: DiagramModel): Expression {
  const rows: ModelPolicy[][] = [];
  for (const policy of policies) {
    const last = rows.at(-1);
    if (last?.[0] !== undefined && placeKey(last[0]) === placeKey(policy)) last.push(policy);
    else rows.push([policy]);
  }
  return array(
    rows.flatMap(([first, ...others]) =>
      first === undefined ? [] : [drawn("promises", placeData(first), ...[first, ...others].map(policyData))],
    ),
  );
}

function placeKey({ participants, step }: ModelPolicy): string {
  return JSON.stringify([participants, step]);
}

function placeData({ participants, step }: ModelPolicy): Expression {
  return object({
    ...present("participants", participants.length === 0 ? undefined : array(participants.map(literal))),
    ...present("step", step === undefined ? undefined : literal(step)),
  });
}

function policyData({ policy }: ModelPolicy): Expression {
  const { kind, span: _, text, ...details } = policy;
  const fields = Object.entries(details).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, plainData(value)] as const],
  );
  return object({ kind: literal(kind), text: literal(text), ...Object.fromEntries(fields) });
}

function plainData(value: string | number | boolean | readonly (string | number)[]): Expression {
  return typeof value === "object" ? array(value.map(literal)) : literal(value);
}
