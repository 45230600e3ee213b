import { array, data, literal, object, present } from "../values/data.ts";
import { drawn } from "./drawn.ts";
import { stepsPath } from "../model/code-symbol.ts";
import type { ConstantFile } from "../model/emit-plan.ts";
import type { Expression } from "../model/expression.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { drawingData } from "./drawing-data.ts";
import { orderingData } from "./ordering-data.ts";
import { participantData } from "./participant-data.ts";
import { policiesData } from "./policies-data.ts";
import { positionsData } from "./positions-data.ts";
import { takingPart } from "./taking-part.ts";
import { transactionsData } from "./transactions-data.ts";
import type { StepsInput } from "./steps-input.ts";

/** The whole protocol of a diagram as one readable value: the diagram again, and what each component sees of it. */
export function planStepsFile(input: StepsInput): ConstantFile {
  const { model, protocols, names } = input;
  return {
    kind: "constant",
    path: stepsPath,
    docs: [`Every step of ${model.source.path}, and the order in which each component takes them.`],
    name: "protocol",
    type: fromRuntime("DiagramProtocol"),
    value: drawn(
      "diagramProtocol",
      object({
        name: literal(names.folder),
        source: literal(model.source.path),
        participants: keyed(
          takingPart(model),
          ({ code }) => code,
          (participant) => participantData(participant, input),
        ),
        steps: array(drawingData(input)),
        orderings: keyed(
          protocols,
          ({ component }) => component,
          (protocol) => orderingData(protocol, input),
        ),
        policies: policiesData(model),
        ...present("examples", Object.keys(model.examples).length === 0 ? undefined : data(model.examples)),
        ...present("transactions", transactionsData(model)),
        positions: positionsData(model),
      }),
    ),
  };
}

function keyed<T>(items: readonly T[], key: (item: T) => string, value: (item: T) => Expression): Expression {
  return { kind: "object", entries: items.map((item) => ({ key: key(item), value: value(item) })) };
}
