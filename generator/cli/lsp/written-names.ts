import { parseDiagrams } from "../../ast/parse-diagrams.ts";
import { visit } from "../../ast/visit.ts";
import type { SourceFile, Span } from "../../source/source-file.ts";

/** A participant's name where a statement writes it. */
export interface NamePlace {
  readonly code: string;
  readonly span: Span;
}

/** The name that stands at a place; undefined in arrows, texts and everywhere else. */
export function nameAt(source: SourceFile, offset: number): NamePlace | undefined {
  let found: NamePlace | undefined;
  for (const diagram of parseDiagrams(source).value) {
    visit(diagram, (node) => {
      if (node.kind === "name" && node.span.start <= offset && offset <= node.span.end)
        found ??= { code: node.code, span: node.span };
    });
  }
  return found;
}
