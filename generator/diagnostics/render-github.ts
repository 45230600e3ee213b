import { positionAt } from "../source/source-file.ts";
import type { Severity } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Diagnostics as GitHub workflow commands, which show them next to the lines of a pull request. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${workflowCommand(diagnostic)}\n`).join("");
}

function workflowCommand({ code, severity, message, hint, source, span }: Diagnostic): string {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  const properties = {
    file: source.path,
    line: start.line,
    endLine: end.line,
    col: start.column,
    endColumn: end.column,
    title: code,
  };
  const listed = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[severity]} ${listed.join(",")}::${escapeData(hint === undefined ? message : `${message}\n${hint}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
