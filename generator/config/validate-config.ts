import type { z } from "zod";
import { catalogue, type Severity } from "../diagnostics/catalogue.ts";
import { type Diagnostic, diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { parseTypeNotation } from "../ir/types/described/parse-type-notation.ts";
import type { SourceFile, Span } from "../source/source-file.ts";
import { isIdentifier } from "../text/lexical/make-identifier.ts";
import { configSchema, knownKeys } from "./config-schema.ts";
import type { SeqwrightConfig } from "./seqwright-config.ts";

type Path = readonly PropertyKey[];

/** Checks what a configuration file exports. Problems point at the setting's place in the file's text. */
export function validateConfig(exported: unknown, source: SourceFile): Outcome<SeqwrightConfig> {
  const parsed = configSchema.safeParse(exported, { reportInput: false });
  if (!parsed.success) {
    return {
      value: {},
      diagnostics: parsed.error.issues.flatMap((issue) => issueDiagnostics(issue, source)),
    };
  }
  return {
    value: parsed.data,
    diagnostics: [
      ...ignoredCodes(parsed.data, source),
      ...unusableNames(parsed.data, source),
      ...unreadableTypes(parsed.data, source),
    ],
  };
}

function unusableNames(config: SeqwrightConfig, source: SourceFile): readonly Diagnostic[] {
  const inDiagrams = Object.entries(config.diagram ?? {}).flatMap(([diagram, { names, parameters }]) => [
    ...entriesAt(["diagram", diagram, "names"], names),
    ...entriesAt(["diagram", diagram, "parameters"], parameters),
  ]);
  return [...entriesAt(["glossary"], config.glossary), ...inDiagrams].flatMap(({ path, value }) =>
    [value]
      .flat()
      .filter((name) => !isIdentifier(name))
      .map((name) => diagnostic("link/not-an-identifier", { name }, locate(source, [...path, name]))),
  );
}

function unreadableTypes(config: SeqwrightConfig, source: SourceFile): readonly Diagnostic[] {
  const all = Object.entries(config.diagram ?? {}).flatMap(([diagram, { types }]) =>
    entriesAt(["diagram", diagram, "types"], types),
  );
  const declared = all.map(({ key }) => key);
  return all.flatMap(({ path, key, value: notation }) => {
    const { problem } = parseTypeNotation(notation, declared);
    if (problem === undefined) return [];
    return [diagnostic("link/unreadable-type", { name: key, notation, problem }, locate(source, path))];
  });
}

interface Entry<T> {
  readonly path: Path;
  readonly key: string;
  readonly value: T;
}

function entriesAt<T>(path: Path, table: Readonly<Record<string, T>> | undefined): readonly Entry<T>[] {
  return Object.entries(table ?? {}).map(([key, value]) => ({ path: [...path, key], key, value }));
}

function issueDiagnostics(issue: z.core.$ZodIssue, source: SourceFile): readonly Diagnostic[] {
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) =>
      diagnostic("config/unknown-key", { key, known }, locate(source, [...issue.path, key]), {
        hint: didYouMean(key, known),
      }),
    );
  }
  const key = issue.path.map(String).join(".") || "export default";
  return [diagnostic("config/wrong-value", { key, expected: issue.message }, locate(source, issue.path))];
}

function ignoredCodes(config: SeqwrightConfig, source: SourceFile): readonly Diagnostic[] {
  return Object.entries(config.diagram ?? {}).flatMap(([name, { ignore }]) =>
    (ignore ?? []).flatMap((code) => {
      const at = locate(source, ["diagram", name, "ignore", code]);
      const severity = severityOf(code);
      if (severity === undefined) {
        return [
          diagnostic("config/unknown-code", { code }, at, { hint: didYouMean(code, Object.keys(catalogue)) }),
        ];
      }
      return severity === "error" ? [diagnostic("config/error-ignored", { code }, at)] : [];
    }),
  );
}

function severityOf(code: string): Severity | undefined {
  const entries: Readonly<Record<string, { readonly severity: Severity }>> = catalogue;
  return Object.hasOwn(entries, code) ? entries[code]?.severity : undefined;
}

/** Where a setting stands, found by its keys one after the other: a configuration is a program, so this is a good guess. */
export function locate(source: SourceFile, path: Path): { readonly source: SourceFile; readonly span: Span } {
  let span: Span = { start: 0, end: 0 };
  for (const key of path.map(String)) {
    const start = source.text.indexOf(key, span.end);
    if (start === -1) break;
    span = { start, end: start + key.length };
  }
  return { source, span };
}
