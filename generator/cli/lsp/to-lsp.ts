import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  type Range,
} from "vscode-languageserver/node";
import type { Severity } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile, type Span } from "../../source/source-file.ts";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const satisfies Record<Severity, DiagnosticSeverity>;

/** Lines and columns from 0, in UTF-16 code units. */
export function rangeOf(source: SourceFile, { start, end }: Span): Range {
  const [from, to] = [positionAt(source, start), positionAt(source, end)];
  return {
    start: { line: from.line - 1, character: from.column - 1 },
    end: { line: to.line - 1, character: to.column - 1 },
  };
}

/** A diagnostic as editors show it, with its hint below. */
export function lspDiagnostic(
  { code, severity, message, hint, source, span, related }: Diagnostic,
  uriOf: (source: SourceFile) => string,
): LspDiagnostic {
  return {
    range: rangeOf(source, span),
    severity: severities[severity],
    code,
    source: "seqwright",
    message: hint === undefined ? message : `${message}\n${hint}`,
    relatedInformation: related.map((other) => ({
      message: other.message,
      location: { uri: uriOf(other.source), range: rangeOf(other.source, other.span) },
    })),
  };
}

/** The changes that a diagnostic's hint asks for, as quick fixes; the first one is what is mostly meant. */
export function quickFixes(
  diagnostic: Diagnostic,
  uriOf: (source: SourceFile) => string,
): readonly CodeAction[] {
  const { source, fixes = [] } = diagnostic;
  return fixes.map(({ title, edits }, index): CodeAction => {
    const changed = edits.map(({ span, text }) => ({ range: rangeOf(source, span), newText: text }));
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [lspDiagnostic(diagnostic, uriOf)],
      isPreferred: index === 0,
      edit: { changes: { [uriOf(source)]: changed } },
    };
  });
}
