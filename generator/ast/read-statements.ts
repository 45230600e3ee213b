import { buildAst } from "./build-ast.ts";
import type { StatementNode } from "./nodes.ts";
import type { Block } from "../source/logical-lines.ts";
import { spanOf, trimMapped, type MappedText } from "../source/mapped-text.ts";
import type { Span } from "../source/source-file.ts";
import { parseLine } from "../parse/parse-line.ts";
import {
  firstToken,
  longestLine,
  statementForms,
  type BodyEnd,
  type StatementForm,
} from "../parse/statement-forms.ts";

/** What became of the lines of a block: each is part of exactly one of these. */
export type Reading =
  | {
      readonly kind: "statement";
      readonly node: StatementNode;
      readonly line: MappedText;
      readonly lastLine: MappedText;
      /** A title, legend or the like that runs over several lines, and has none. */
      readonly isEmptyTitle: boolean;
    }
  | { readonly kind: "preprocessor"; readonly line: MappedText; readonly span: Span }
  | { readonly kind: "unreadable"; readonly line: MappedText; readonly closing: string | undefined };

/** Reads the lines of a block one after the other; a line that is no statement never hides the next one. */
export function readStatements(block: Block): readonly Reading[] {
  const readings: Reading[] = [];
  const lines = block.lines.map(trimMapped);
  /** A terminator that was not found after some line is not there after a later line either. */
  const hopeless = new Set<string>();
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined || line.text === "") {
      at += 1;
      continue;
    }
    const definition = preprocessorEnd(lines, at);
    if (definition !== undefined) {
      const last = lines[definition - 1] ?? line;
      readings.push({
        kind: "preprocessor",
        line,
        span: { start: spanOf(line).start, end: spanOf(last).end },
      });
      at = definition;
      continue;
    }
    const statement = readStatement(block.lines, lines, at, hopeless);
    readings.push(statement.reading);
    at = statement.next;
  }
  return readings;
}

function readStatement(
  raw: readonly MappedText[],
  lines: readonly MappedText[],
  at: number,
  hopeless: Set<string>,
): { readonly reading: Reading; readonly next: number } {
  const line = lines[at] ?? { text: "", pieces: [] };
  const first = firstToken(line);
  let closing: string | undefined;
  for (const form of line.text.length > longestLine ? [] : statementForms) {
    if (!couldBe(form, first, line.text)) continue;
    const tree = parseLine(form, line.text);
    if (tree === undefined) continue;
    if (form.body === undefined) {
      const node = buildAst(tree, { line, body: undefined, span: spanOf(line) });
      return {
        reading: { kind: "statement", node, line, lastLine: line, isEmptyTitle: false },
        next: at + 1,
      };
    }
    const end = endOfBody(lines, at + 1, form.body, hopeless);
    if (end === undefined) {
      closing ??= form.body.closing;
      continue;
    }
    const lastLine = lines[end] ?? line;
    const span = { start: spanOf(line).start, end: spanOf(lastLine).end };
    const node = buildAst(tree, { line, body: raw.slice(at + 1, end), span });
    return {
      reading: {
        kind: "statement",
        node,
        line,
        lastLine,
        isEmptyTitle: form.rule === "longTitle" && end === at + 1,
      },
      next: end + 1,
    };
  }
  return { reading: { kind: "unreadable", line, closing }, next: at + 1 };
}

function couldBe(form: StatementForm, first: string, text: string): boolean {
  return (form.begins?.has(first) ?? true) && (form.needs?.test(text) ?? true);
}

/** The index of the line that ends a statement, or nothing: PlantUML then reads the opening line as something else. */
function endOfBody(
  lines: readonly MappedText[],
  from: number,
  body: BodyEnd,
  hopeless: Set<string>,
): number | undefined {
  const key = String(body.terminator);
  if (hopeless.has(key)) return undefined;
  let depth = 0;
  for (let at = from; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? "";
    if (depth === 0 && body.terminator.test(text)) return at;
    if (body.nested !== undefined) {
      if (!body.nested.test(text)) return undefined;
      if (text.endsWith("{")) depth += 1;
      else if (text === "}") depth -= 1;
    } else if (body.embeds === true) {
      if (text.startsWith("{{")) depth += 1;
      else if (text === "}}" && depth > 0) depth -= 1;
    }
  }
  if (depth === 0) hopeless.add(key);
  return undefined;
}

const definitions = [
  { opening: /^!(?:unquoted\s+|final\s+)*procedure\b/, closing: /^!endprocedure\b/ },
  { opening: /^!(?:unquoted\s+|final\s+)*function\b(?!.*\breturn\b)/, closing: /^!endfunction\b/ },
  { opening: /^!definelong\b/, closing: /^!enddefinelong\b/ },
];

/** The line after a preprocessor directive, or after the definition that it opens, whose lines are no statements. */
function preprocessorEnd(lines: readonly MappedText[], at: number): number | undefined {
  const text = lines[at]?.text ?? "";
  if (!text.startsWith("!") || /^!(?:theme|pragma|assume|option)\b/.test(text)) return undefined;
  const definition = definitions.find(({ opening }) => opening.test(text));
  if (definition === undefined) return at + 1;
  const end = lines.findIndex((line, index) => index > at && definition.closing.test(line.text));
  return end < 0 ? at + 1 : end + 1;
}
