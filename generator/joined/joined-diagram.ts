import type { Related } from "../diagnostics/diagnostic.ts";
import type { DiagramModel, StepId } from "../ir/model/diagram-model.ts";
import type { SourceFile, Span } from "../source/source-file.ts";

/** A diagram beside others. */
export interface JoinedDiagram {
  readonly name: string;
  readonly source: SourceFile;
  readonly model: DiagramModel;
}

/** Where a step is drawn. */
export function placeOf(
  { source, model }: JoinedDiagram,
  id: StepId,
): { readonly source: SourceFile; readonly span: Span } {
  const span = model.steps.find((step) => step.id === id)?.span ?? { start: 0, end: 0 };
  return { source, span };
}

/** The other of two lines that disagree. */
export function otherPlace(diagram: JoinedDiagram, id: StepId): Related {
  const text = diagram.model.steps.find((step) => step.id === id)?.text ?? "";
  return { message: `"${text}"`, ...placeOf(diagram, id) };
}
