import type { DiagramModel, ModelPolicy } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { array, data } from "../values/data.ts";
import { drawn } from "./drawn.ts";

/** What notes promise; promises that stand at the same place share it. */
export function policiesData({ policies }: DiagramModel): Expression {
  const rows: ModelPolicy[][] = [];
  for (const policy of policies) {
    const last = rows.at(-1);
    if (last?.[0] !== undefined && placeKey(last[0]) === placeKey(policy)) last.push(policy);
    else rows.push([policy]);
  }
  return array(rows.map((row) => drawn("promises", data(row[0]?.at), ...row.map(promiseData))));
}

function placeKey({ at }: ModelPolicy): string {
  return JSON.stringify(at);
}

function promiseData(policy: ModelPolicy): Expression {
  const {
    span: _span,
    step: _step,
    origin: _origin,
    entries: _entries,
    keptBy,
    whyNot: _whyNot,
    at: _at,
    ...promise
  } = policy;
  const keepers = new Set(keptBy.map(({ by, property }) => property ?? by));
  return data({ ...promise, keepers: [...keepers] });
}
