import type { CommentNode, DiagramNode, StatementNode } from "./nodes.ts";
import { diagnostic, type Diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import { blockName, readBlocks, type Block } from "../source/logical-lines.ts";
import { spanOf, trimMapped } from "../source/mapped-text.ts";
import type { SourceFile, Span } from "../source/source-file.ts";
import { explainUnreadable } from "../parse/explain-unreadable.ts";
import { foreignBlock, foreignDiagram } from "./foreign-diagrams.ts";
import { checkPreprocessed } from "../parse/check-preprocessed.ts";
import { checkPresentation } from "../parse/presentation-values.ts";
import { readStatements } from "./read-statements.ts";

/** The blocks of a file that are, or are meant as, sequence diagrams: their statements as written, nothing resolved. */
export function parseDiagrams(source: SourceFile): Outcome<readonly DiagramNode[]> {
  const unreadable = source.text.search(notText);
  if (unreadable >= 0) {
    const span = { start: unreadable, end: unreadable + 1 };
    return { value: [], diagnostics: [diagnostic("parse/not-utf-8", {}, { source, span })] };
  }
  const reading = readBlocks(source);
  const diagrams: DiagramNode[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const span of reading.unended) {
    diagnostics.push(
      diagnostic(
        "parse/missing-enduml",
        { opening: source.text.slice(span.start, span.end) },
        { source, span },
      ),
    );
  }
  for (const { lost, by } of reading.restarts) {
    const related = [{ message: "this diagram is lost", source, span: lost }];
    diagnostics.push(diagnostic("parse/restarted-block", {}, { source, span: by }, { related }));
  }
  for (const block of reading.blocks) {
    const parsed = parseBlock(source, block);
    diagnostics.push(...parsed.diagnostics);
    if (parsed.value !== undefined) diagrams.push(parsed.value);
  }
  if (reading.blocks.length === 0 && reading.unended.length === 0) {
    diagnostics.push(diagnostic("parse/no-diagram", {}, { source, span: { start: 0, end: 0 } }));
  }
  return { value: diagrams, diagnostics };
}

// What stands for bytes that are not UTF-8, and what UTF-16 and binary files are full of.
const notText = /[\uFFFD\0]/;

function parseBlock(source: SourceFile, block: Block): Outcome<DiagramNode | undefined> {
  const other = foreignBlock(block.type);
  if (other !== undefined) {
    const at = { source, span: block.start };
    return {
      value: undefined,
      diagnostics: [diagnostic("parse/not-a-sequence-diagram", { what: other }, at)],
    };
  }
  if (block.lines.every((line) => trimMapped(line).text === "")) {
    const at = { source, span: emptyPart(block) };
    return {
      value: undefined,
      diagnostics: [diagnostic("parse/not-a-sequence-diagram", { what: "an empty block" }, at)],
    };
  }
  const statements: StatementNode[] = [];
  const diagnostics: Diagnostic[] = [];
  const readings = readStatements(block);
  const foreign = foreignDiagram(readings);
  if (foreign !== undefined) {
    const at = { source, span: spanOf(foreign.line) };
    return {
      value: undefined,
      diagnostics: [diagnostic("parse/not-a-sequence-diagram", { what: foreign.what }, at)],
    };
  }
  for (const reading of readings) {
    if (reading.kind === "statement") {
      statements.push(reading.node);
      const problem =
        reading.node.kind === "presentation" ? checkPresentation(source, reading.line) : undefined;
      if (problem !== undefined) diagnostics.push(problem);
      if (reading.isEmptyTitle) {
        const at = { source, span: spanOf(reading.lastLine) };
        diagnostics.push(diagnostic("parse/empty-title", { opening: reading.line.text }, at));
      }
      continue;
    }
    const span = reading.kind === "preprocessor" ? reading.span : spanOf(reading.line);
    statements.push({ kind: "unreadable", text: reading.line.text, span });
    if (reading.kind === "preprocessor") {
      const directive = /^!\S*/.exec(reading.line.text)?.[0] ?? "!";
      diagnostics.push(
        diagnostic(
          "parse/preprocessor-unsupported",
          { directive },
          { source, span: spanOf(reading.line) },
          { cause: "no preprocessor" },
        ),
      );
    } else diagnostics.push(explainUnreadable(source, reading.line, reading.closing));
  }
  const run = readings.flatMap((reading) => (reading.kind === "preprocessor" ? [reading.span] : []));
  const literal = block.lines
    .map(trimMapped)
    .filter((line) => line.text !== "" && !run.some(({ start, end }) => isWithin(spanOf(line), start, end)));
  diagnostics.push(...checkPreprocessed(source, literal));
  const comments = block.comments.map((line): CommentNode => {
    const trimmed = trimMapped(line);
    return { kind: "comment", text: trimmed.text, span: spanOf(trimmed) };
  });
  return {
    value: { kind: "diagram", source, name: blockName(block), statements, comments, span: block.span },
    diagnostics,
  };
}

function isWithin(span: Span, start: number, end: number): boolean {
  return span.start >= start && span.end <= end;
}

/** Where PlantUML notices that there is nothing: on the first line that it gets to see after the opening one. */
function emptyPart(block: Block): Span {
  const [blank] = block.lines;
  if (blank !== undefined) return spanOf(blank);
  const comment = block.comments.at(-1)?.text.trim() ?? "";
  const swallowsEnd = comment !== "" && !comment.startsWith("'") && !comment.endsWith("'/");
  return swallowsEnd ? block.start : block.end;
}
