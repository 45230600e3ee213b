import type { SourceFile, Span } from "../source/source-file.ts";
import { catalogue, type Code, type Params, type Severity } from "./catalogue.ts";
import type { Fix, Place } from "./fix.ts";

/** Another place that explains a diagnostic, such as the first of two declarations. */
export interface Related {
  readonly message: string;
  readonly source: SourceFile;
  readonly span: Span;
}

/** One thing the tool noticed about the user's input, with where it is and what to do about it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly source: SourceFile;
  readonly span: Span;
  readonly hint?: string;
  /** Changes that do what the hint says, the likeliest first. */
  readonly fixes?: readonly Fix[];
  readonly related: readonly Related[];
  /** Several of one code that have the same cause are told once. */
  readonly cause?: string;
}

/** A stage's value plus everything it noticed. Stages report; they do not throw. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a diagnostic of the catalogue. An unknown code or wrong parameters do not compile. */
export function diagnostic<C extends Code>(
  code: C,
  params: Params<C>,
  at: Place,
  extra: {
    readonly hint?: string | undefined;
    readonly fixes?: readonly (Fix | undefined)[] | undefined;
    readonly related?: readonly Related[];
    readonly cause?: string;
  } = {},
): Diagnostic {
  const entry = catalogue[code] as {
    severity: Severity;
    message(params: Params<C>): string;
    hint?(params: Params<C>): string;
    fix?(params: Params<C>, at: Place): Fix | undefined;
  };
  const hint = extra.hint ?? entry.hint?.(params);
  const fixes = (extra.fixes ?? [entry.fix?.(params, at)]).filter((fix) => fix !== undefined);
  return {
    code,
    severity: entry.severity,
    message: entry.message(params),
    source: at.source,
    span: at.span,
    ...(hint === undefined ? {} : { hint }),
    ...(fixes.length === 0 ? {} : { fixes }),
    related: extra.related ?? [],
    ...(extra.cause === undefined ? {} : { cause: extra.cause }),
  };
}
