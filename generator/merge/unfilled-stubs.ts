import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { sourceFile } from "../source/source-file.ts";
import type { DiagramMerge, MergedHandler } from "./merge-diagram.ts";
import { cutClass } from "./text/cut-class.ts";
import { ts } from "ts-morph";

/** Members of handlers that still throw what a stub throws: at the handler's line, with the diagram's beside it. */
export function unfilledStubs(
  { merged }: DiagramMerge,
  model: DiagramModel,
  shown: (path: string) => string,
): readonly Diagnostic[] {
  return merged.flatMap((handler) => stubsOf(handler, model, shown(handler.path)));
}

function stubsOf(
  { text, file: planned }: MergedHandler,
  model: DiagramModel,
  file: string,
): readonly Diagnostic[] {
  if (!text.includes("NotImplementedError")) return [];
  const source = sourceFile(file, text);
  const members = cutClass(text, planned.className)?.members ?? [];
  return members.flatMap(({ name, nodes }) => {
    const thrown = nodes.map(thrownStub).find((node) => node !== undefined);
    if (thrown === undefined) return [];
    const of = new Set(planned.methods.find((method) => method.name === name)?.of);
    const step = model.steps.find(({ id }) => of.has(id));
    const related =
      step === undefined ? [] : [{ message: "what it stands for", source: model.source, span: step.span }];
    const span = { start: thrown.getStart(), end: thrown.end };
    return [diagnostic("check/stub-not-filled", { file, member: name }, { source, span }, { related })];
  });
}

function thrownStub(node: ts.Node): ts.Node | undefined {
  const isStub =
    ts.isThrowStatement(node) &&
    ts.isNewExpression(node.expression) &&
    node.expression.expression.getText() === "NotImplementedError";
  return isStub ? node : ts.forEachChild(node, thrownStub);
}
