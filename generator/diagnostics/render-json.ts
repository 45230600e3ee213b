import { type Position, positionAt, type SourceFile, type Span } from "../source/source-file.ts";
import type { Severity } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A place in a file; lines and columns count from 1, offsets from 0, and `end` is the first place after the range. */
export interface JsonPlace {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A diagnostic for another program. */
export interface JsonDiagnostic extends JsonPlace {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly related: readonly (JsonPlace & { readonly message: string })[];
}

/** Diagnostics as plain data, with the same fields that a person sees. */
export function jsonDiagnostics(diagnostics: readonly Diagnostic[]): readonly JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, source, span, hint, related }) => ({
    code,
    severity,
    message,
    ...jsonPlace(source, span),
    ...(hint === undefined ? {} : { hint }),
    related: related.map((other) => ({ message: other.message, ...jsonPlace(other.source, other.span) })),
  }));
}

/** Diagnostics as one JSON document. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ version: 1, diagnostics: jsonDiagnostics(diagnostics) }, undefined, 2)}\n`;
}

function jsonPlace(source: SourceFile, span: Span): JsonPlace {
  return { file: source.path, start: positionAt(source, span.start), end: positionAt(source, span.end) };
}
