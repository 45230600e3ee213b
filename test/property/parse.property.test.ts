import { existsSync, readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { visit } from "../../generator/ast/visit.ts";
import type { InteractionEvent, Text } from "../../generator/interaction/model.ts";
import { parseDiagrams } from "../../generator/ast/parse-diagrams.ts";
import { parseFile } from "../../generator/interaction/resolve-diagrams.ts";
import { readBlocks } from "../../generator/source/logical-lines.ts";
import { spanOf } from "../../generator/source/mapped-text.ts";
import { sourceFile, type SourceFile, type Span } from "../../generator/source/source-file.ts";
import { expectSoundTree } from "../support/parse-cases.ts";

const diagrams = new URL("../../diagrams/", import.meta.url);
const probes = readFileSync(new URL("../conformance/probes.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n");
const texts: readonly string[] = [
  ...(existsSync(diagrams) ? readdirSync(diagrams) : []).map((name) =>
    readFileSync(new URL(name, diagrams), "utf8"),
  ),
  ...probes.map((line): string => JSON.parse(line).src),
];
const lines = [...new Set(texts.flatMap((text) => text.split("\n")))];

const pieces = [
  "->",
  "<--",
  "[",
  "]",
  '"',
  "{{",
  "}}",
  "\\",
  "\\n",
  "<<",
  ">>",
  "/'",
  "'/",
  "#",
  "\u3000",
  "\uFEFF",
  "\r",
  "\u2028",
  "@end",
  "@startuml\n",
];

/** Real lines, whole or with something put into them or cut out of them, in any order. */
const mangledLine = fc
  .record({
    line: fc.constantFrom(...lines),
    at: fc.nat(60),
    cut: fc.nat(4),
    put: fc.constantFrom("", "", ...pieces),
  })
  .map(({ line, at, cut, put }) => line.slice(0, at) + put + line.slice(at + cut));
const mangledDiagram = fc
  .array(mangledLine, { maxLength: 25 })
  .map((inner) => `@startuml\n${inner.filter((line) => !line.startsWith("@")).join("\n")}\n@enduml\n`);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces, ...lines)).map((parts) => parts.join("\n")),
  mangledDiagram,
  fc.string({ unit: "grapheme" }).map((text) => `@startuml\n${text}\n@enduml`),
);

test("reads any text without throwing, with every span inside the text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const source = sourceFile("any.puml", text);
      const { value, diagnostics } = parseFile(source);
      for (const { span, related } of diagnostics) {
        expectInside(span, { start: 0, end: text.length });
        for (const other of related) expectInside(other.span, { start: 0, end: text.length });
      }
      for (const interaction of value) {
        expectInside(interaction.span, { start: 0, end: text.length });
        expectEventsInside(interaction.events, interaction.span);
        for (const lifeline of interaction.lifelines) expectTextInside(lifeline.display, interaction.span);
      }
      expectSoundTree(source);
    }),
    { numRuns: 1500 },
  );
});

test("loses no line: each is part of a statement, a comment or a diagnostic", () => {
  fc.assert(
    fc.property(mangledDiagram, (text) => {
      const source = sourceFile("any.puml", text);
      const known = knownSpans(source);
      const isLost = (span: Span): boolean =>
        !known.some(({ start, end }) => start <= span.start && span.end <= end);
      const parsed = new Set(parseDiagrams(source).value.map(({ span }) => span.start));
      for (const block of readBlocks(source).blocks.filter(({ span }) => parsed.has(span.start))) {
        const lost = block.lines.filter(
          (line) => line.text.trim() !== "" && isLost(trimmedSpan(source, spanOf(line))),
        );
        expect(lost.map((line) => line.text)).toEqual([]);
      }
    }),
    { numRuns: 800 },
  );
});

test("reports an error whenever a statement could not be read", () => {
  fc.assert(
    fc.property(mangledDiagram, (text) => {
      const source = sourceFile("any.puml", text);
      const unreadable = parseDiagrams(source).value.flatMap(({ statements }) =>
        statements.filter(({ kind }) => kind === "unreadable"),
      );
      const errors = parseFile(source).diagnostics.filter(({ severity }) => severity === "error");
      for (const { span } of unreadable) {
        expect(errors.some((error) => error.span.start >= span.start && error.span.end <= span.end)).toBe(
          true,
        );
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["blanks", `A${" ".repeat(19_000)}B`],
  ["dashes", "-".repeat(19_000)],
  ["open quotes", '"'.repeat(19_000)],
  ["open guillemets", `A -> B ${"<<".repeat(9000)}`],
  ["open links", `A -> B ${"[[".repeat(9000)}`],
  ["open braces in a link", `A -> B [[${"{".repeat(18_000)}`],
  ["box titles", `box ${"<<a>> ".repeat(3000)}#`],
  ["names", `A -> ${"a ".repeat(9000)}`],
  ["group brackets", `group ${"[".repeat(19_000)}`],
  ["colours", `note over A ${"#a;".repeat(6000)}`],
  ["numbers", `autonumber ${"1.".repeat(9000)}`],
  ["openings without an end", "note left\n".repeat(4000)],
  ["open groups", "alt x\nA -> B ++\n".repeat(3000)],
  ["open comments", "/' x\n".repeat(4000)],
  ["continued lines", "A -> B : x \\\n".repeat(4000)],
  [
    "new participants",
    Array.from({ length: 4000 }, (_, index) => `participant p${index}\nq${index} -> p${index}`).join("\n"),
  ],
])("reads hostile %s to their end", (_, body) => {
  parseFile(sourceFile("hostile.puml", `@startuml\n${body}\n@enduml\n`));
});

function knownSpans(source: SourceFile): readonly Span[] {
  const spans: Span[] = [];
  for (const diagram of parseDiagrams(source).value) {
    visit(diagram, (node, parent) => {
      if (parent?.kind === "diagram") spans.push(node.span);
    });
  }
  return [...spans, ...parseFile(source).diagnostics.map(({ span }) => span)];
}

/** Blanks and control characters around a statement belong to nothing. */
function trimmedSpan(source: SourceFile, { start, end }: Span): Span {
  const text = source.text.slice(start, end);
  const blank = /^[\0-\x20\xa0]*/.exec(text)?.[0].length ?? 0;
  const trailing = /[\0-\x20\xa0]*$/.exec(text)?.[0].length ?? 0;
  return { start: start + blank, end: end - trailing };
}

function expectInside(inner: Span, outer: Span): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeGreaterThanOrEqual(inner.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
}

function expectTextInside(text: Text, outer: Span): void {
  expectInside(text.span, outer);
  for (const line of text.lines) expectInside(line.span, outer);
}

/** Notes of messages and group ends come after what they belong to, so they are not inside it. */
function expectEventsInside(events: readonly InteractionEvent[], outer: Span): void {
  for (const event of events) {
    expectInside(event.span, outer);
    if (event.kind === "message") expectTextInside(event.label, event.span);
    if (event.kind === "note") expectTextInside(event.text, event.span);
    if (event.kind !== "fragment") continue;
    for (const branch of event.branches) {
      expectInside(branch.span, event.span);
      expectTextInside(branch.label, branch.span);
      expectEventsInside(branch.events, branch.span);
    }
  }
}
