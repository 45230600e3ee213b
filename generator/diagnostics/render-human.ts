import pico from "picocolors";
import { lineText, positionAt, type SourceFile, type Span } from "../source/source-file.ts";
import type { Severity } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { displayWidth } from "./display-width.ts";

export interface RenderOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof pico.createColors>;

/** Diagnostics for a person at a terminal: place, what is wrong, the line with carets, a hint, related places. */
export function renderHuman(diagnostics: readonly Diagnostic[], { color }: RenderOptions): string {
  const colors = pico.createColors(color);
  return diagnostics.map((diagnostic) => renderOne(diagnostic, colors)).join("\n");
}

/** `2 errors, 1 warning`, or an empty text when there is nothing to count. */
export function countSeverities(diagnostics: readonly Diagnostic[]): string {
  const counted = (severity: Severity, word: string): readonly string[] => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
  };
  return [...counted("error", "error"), ...counted("warning", "warning"), ...counted("info", "remark")].join(
    ", ",
  );
}

function renderOne(diagnostic: Diagnostic, colors: Colors): string {
  const severity = severityColor(diagnostic.severity, colors);
  const lines = [
    `${place(diagnostic, colors)} - ${severity(diagnostic.severity)} ${colors.dim(`${diagnostic.code}:`)} ${printable(diagnostic.message)}`,
    ...frame(diagnostic.source, diagnostic.span, severity),
  ];
  if (diagnostic.hint !== undefined) lines.push(`  ${colors.bold("hint:")} ${printable(diagnostic.hint)}`);
  for (const related of diagnostic.related) {
    lines.push(`  ${place(related, colors)} - ${printable(related.message)}`);
    lines.push(...frame(related.source, related.span, colors.cyan).map((line) => `  ${line}`));
  }
  return `${lines.join("\n")}\n`;
}

function place(at: { readonly source: SourceFile; readonly span: Span }, colors: Colors): string {
  const { line, column } = positionAt(at.source, at.span.start);
  return colors.cyan(`${printable(at.source.path)}:${line}:${column}`);
}

/**
 * The source line and, below it, carets under the span; a span over several lines is shown on its first, and of a very
 * long line the part around the span.
 */
function frame(source: SourceFile, span: Span, color: (text: string) => string): readonly string[] {
  const { line, column } = positionAt(source, span.start);
  const whole = lineText(source, line);
  if (whole.trim() === "") return [];
  const from = whole.length > shownMax ? Math.max(0, column - 1 - shownMax / 4) : 0;
  const text = whole.slice(from, from + shownMax);
  const at = column - 1 - from;
  const before = printable(text.slice(0, at));
  const marked = printable(text.slice(at, at + Math.max(0, span.end - span.start)));
  const number = String(line);
  const carets = "^".repeat(Math.max(1, displayWidth(marked)));
  return [
    `  ${number} | ${printable(text)}`,
    `  ${" ".repeat(number.length)} | ${" ".repeat(displayWidth(before))}${color(carets)}`,
  ];
}

const shownMax = 400;

export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case "error":
      return colors.red;
    case "warning":
      return colors.yellow;
    case "info":
      return colors.blue;
  }
}

/** A diagram is untrusted: no escape sequence of it may reach the terminal. Tabs get a fixed width for the carets' sake. */
export function printable(text: string): string {
  return text
    .replaceAll("\t", "    ")
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
