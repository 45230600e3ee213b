import { expect, test } from "vitest";
import { childrenOf, visit } from "../../generator/ast/visit.ts";
import type { Code } from "../../generator/diagnostics/catalogue.ts";
import type { Interaction } from "../../generator/interaction/model.ts";
import { parseDiagrams } from "../../generator/ast/parse-diagrams.ts";
import { parseFile } from "../../generator/interaction/resolve-diagrams.ts";
import { sourceFile, type SourceFile } from "../../generator/source/source-file.ts";

/** A diagram's lines, with the place that a diagnostic should point at between `<|` and `|>`. */
export interface Marked {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Takes the marks out of a text, which is the inside of a diagram unless it has a `@start` of its own. */
export function marked(body: string): Marked {
  const text = body.includes("@start") ? body : `@startuml\n${body}\n@enduml\n`;
  const start = text.indexOf("<|");
  const end = text.indexOf("|>") - 2;
  return { source: sourceFile("case.puml", text.replace("<|", "").replace("|>", "")), start, end };
}

/** The only diagram of a text, which must be without errors. */
export function interactionOf(body: string): Interaction {
  const { source } = marked(body);
  const { value, diagnostics } = parseFile(source);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [interaction] = value;
  if (interaction === undefined) throw new Error("no diagram");
  return interaction;
}

export type Case = readonly [body: string, code: Code, hint?: string];

/** One test for each text: the code is reported, where the marks are, and with the hint if one is given. */
export function reports(cases: readonly Case[]): void {
  test.each(cases.map(([body, code, hint]) => ({ body, code, hint })))(
    "reports what is wrong in $body: $code",
    ({ body, code, hint }) => {
      const { source, start, end } = marked(body);
      const { diagnostics } = parseFile(source);
      const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found.map(({ span }) => source.text.slice(span.start, span.end))).toContain(
        source.text.slice(start, end),
      );
      expect(found.map(({ span }) => span)).toContainEqual({ start, end });
      expect(found.some((diagnostic) => hint === undefined || diagnostic.hint === hint)).toBe(true);
      expectSoundTree(source);
    },
  );
}

/** Spans lie inside the text, and those of children inside those of their parents. */
export function expectSoundTree(source: SourceFile): void {
  for (const diagram of parseDiagrams(source).value) {
    visit(diagram, (node) => {
      expect(node.span.start).toBeGreaterThanOrEqual(0);
      expect(node.span.end).toBeGreaterThanOrEqual(node.span.start);
      expect(node.span.end).toBeLessThanOrEqual(source.text.length);
      for (const child of childrenOf(node)) {
        expect(child.span.start, `${child.kind} in ${node.kind}`).toBeGreaterThanOrEqual(node.span.start);
        expect(child.span.end, `${child.kind} in ${node.kind}`).toBeLessThanOrEqual(node.span.end);
      }
    });
  }
}
