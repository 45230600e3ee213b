import type { DiagramNode } from "../ast/nodes.ts";
import { parseDiagrams } from "../ast/parse-diagrams.ts";
import { diagnostic, type Diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import { lineText, positionAt, type SourceFile, type Span } from "../source/source-file.ts";
import type { Interaction } from "./model.ts";
import { resolve } from "./resolve.ts";

/** Parses a file and resolves what it holds: every sequence diagram of it, as PlantUML understands it. */
export function parseFile(source: SourceFile): Outcome<readonly Interaction[]> {
  return resolveDiagrams(source, parseDiagrams(source));
}

/** Resolves each parsed diagram of a file, and says which of them are no sequence diagrams after all. */
export function resolveDiagrams(
  source: SourceFile,
  parsed: Outcome<readonly DiagramNode[]>,
): Outcome<readonly Interaction[]> {
  const diagnostics: Diagnostic[] = [...parsed.diagnostics];
  const interactions: Interaction[] = [];
  for (const diagram of parsed.value) {
    const resolved = resolve(diagram, interactions.length);
    const hasErrors = [...parsed.diagnostics, ...resolved.diagnostics].some(
      ({ severity, span }) => severity === "error" && isWithin(span, diagram.span),
    );
    const isSequence = resolved.value.lifelines.length > 0 || hasErrors;
    if (isSequence) {
      diagnostics.push(...resolved.diagnostics);
      interactions.push(resolved.value);
    } else {
      const what = "a diagram without participants";
      diagnostics.push(
        diagnostic(
          "parse/not-a-sequence-diagram",
          { what },
          { source, span: firstLineOf(source, diagram.span) },
        ),
      );
    }
  }
  return {
    value: interactions,
    diagnostics: diagnostics.toSorted((one, other) => one.span.start - other.span.start),
  };
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The first line of a diagram without participants. */
function firstLineOf(source: SourceFile, span: Span): Span {
  const { line, column } = positionAt(source, span.start);
  return {
    start: span.start,
    end: Math.min(span.end, span.start + lineText(source, line).length - column + 1),
  };
}
