import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { describeBehaviour } from "../protocol/describe-behaviour.ts";
import type { ComponentProtocol } from "../protocol/model.ts";
import { asynchronous } from "./sections/asynchronous.ts";
import { background } from "./sections/background.ts";
import type { Covered } from "../plan/model/coverage.ts";
import { coverage } from "./sections/coverage.ts";
import { dataFlow } from "./sections/data-flow.ts";
import { entries } from "./sections/entries.ts";
import { participants } from "./sections/participants.ts";
import { policies } from "./sections/policies.ts";
import { retries } from "./sections/retries.ts";
import { refusedSql } from "./sections/refused-sql.ts";
import { remarks } from "./sections/remarks.ts";
import { heading, section } from "./sections/section.ts";
import { transactions } from "./sections/transactions.ts";
import { types } from "./sections/types.ts";
import { withoutCode } from "./sections/without-code.ts";

/** What a diagram means, for a person: roles and why, steps in order, data flow, policies, and what was not recognised. */
export function explain(diagram: {
  readonly model: DiagramModel | undefined;
  readonly protocols: readonly ComponentProtocol[];
  readonly coverage: readonly Covered[] | undefined;
}): string {
  const { model } = diagram;
  if (model === undefined) return "";
  const sections = [
    heading(`${model.name}${model.title === undefined ? "" : ` — ${model.title}`}`, "="),
    participants(model),
    withoutCode(model),
    entries(model),
    ...diagram.protocols.map((protocol) =>
      section(`Steps of ${nameOf(model, protocol.component)}`, describeBehaviour(model, protocol)),
    ),
    background(model),
    asynchronous(model),
    retries(model),
    transactions(model),
    types(model),
    dataFlow(model),
    policies(model),
    refusedSql(model),
    coverage(model, diagram.coverage),
    remarks(model),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function nameOf(model: DiagramModel, code: string): string {
  const participant = model.participants.find((candidate) => candidate.code === code);
  return participant === undefined || participant.typeName === code
    ? code
    : `${participant.typeName} (${code})`;
}
