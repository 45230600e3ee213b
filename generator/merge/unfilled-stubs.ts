import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { sourceFile } from "../source/source-file.ts";
import type { DiagramMerge, HandlerText } from "./merge-diagram.ts";
import { cutClass } from "./text/cut-class.ts";
import { ts } from "ts-morph";

/** A member that still throws what a stub throws. */
export interface UnfilledStub {
  /** Its handler is there; otherwise it is one that is to be written. */
  readonly isThere: boolean;
  /** At the handler's line, with the diagram's beside it. */
  readonly diagnostic: Diagnostic;
}

/** The stubs in all handlers of a diagram. */
export function unfilledStubs(
  { texts }: DiagramMerge,
  model: DiagramModel,
  shown: (path: string) => string,
): readonly UnfilledStub[] {
  return texts.flatMap((handler) => {
    const { isThere, path } = handler;
    return stubsOf(handler, model, shown(path)).map((diagnostic) => ({ isThere, diagnostic }));
  });
}

function stubsOf(
  { text, file: planned }: HandlerText,
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
