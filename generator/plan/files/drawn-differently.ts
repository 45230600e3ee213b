import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CallStep } from "../../ir/model/diagram-model.ts";
import { positionAt } from "../../source/source-file.ts";
import type { ClassContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";

/** The statements as text, without literal values and comments: two drawings of one operation must agree in this. */
export function essence(statements: readonly Statement[]): string {
  const relevant = statements.filter(({ kind }) => kind !== "comment");
  return JSON.stringify(relevant, (key, value: unknown) =>
    isLiteral(value) ? "literal" : key === "text" ? "" : value,
  );
}

function isLiteral(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "literal";
}

/** Two drawings of one operation ask for different code. */
export function drawnDifferently(first: CallStep, other: CallStep, owner: ClassContext): Diagnostic {
  const { source } = owner.model;
  const lineOf = (step: CallStep): number => positionAt(source, step.span.start).line;
  return diagnostic(
    "plan/operation-drawn-differently",
    {
      component: owner.participant.label,
      operation: first.brief,
      first: lineOf(first),
      other: lineOf(other),
    },
    { source, span: other.span },
    { related: [{ message: "the generated method follows this one", source, span: first.span }] },
  );
}
