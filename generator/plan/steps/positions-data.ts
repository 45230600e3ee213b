import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { positionAt, type Span } from "../../source/source-file.ts";
import type { Expression } from "../model/expression.ts";
import { array, literal, object, present } from "../values/data.ts";
import { openedTransactions } from "./transactions-data.ts";
import { isOwnAnswer } from "./elements.ts";
import { drawnBranches } from "./fragment-data.ts";
import { takingPart } from "./taking-part.ts";

/** The line of everything in a diagram, apart from what it says: an edit above moves these numbers and nothing else. */
export function positionsData(model: DiagramModel): Expression {
  const line = ({ span }: { readonly span: Span }): Expression =>
    literal(positionAt(model.source, span.start).line);
  const opened = openedTransactions(model);
  return object({
    participants: array(takingPart(model).map(line)),
    steps: array(model.steps.filter((step) => !isOwnAnswer(step)).map(line)),
    fragments: array(model.fragments.map((fragment) => array(drawnBranches(fragment).map(line)))),
    policies: array(model.policies.map(line)),
    ...present("transactions", opened.length === 0 ? undefined : array(opened.map(([said]) => line(said)))),
  });
}
