import { hash } from "node:crypto";
import { positionAt, type SourceFile, type Span } from "../source/source-file.ts";
import { catalogue, type Severity } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { toolVersion } from "./tool-version.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };
const home = "https://www.npmjs.com/package/seqwright";

/** Diagnostics as SARIF 2.1.0, which code scanning and many editors read. Paths are relative to the project. */
export function renderSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const rules = codes.map((id) => ({
    id,
    shortDescription: { text: id },
    defaultConfiguration: { level: levels[catalogue[id].severity] },
  }));
  const run = {
    tool: { driver: { name: "seqwright", version: toolVersion(), informationUri: home, rules } },
    columnKind: "utf16CodeUnits",
    results: diagnostics.map((diagnostic) => ({
      ...resultOf(diagnostic),
      ruleIndex: codes.indexOf(diagnostic.code),
    })),
  };
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function resultOf({ code, severity, message, hint, source, span, related }: Diagnostic) {
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [location(source, span)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            message: { text: other.message },
            ...location(other.source, other.span),
          })),
        }),
    // The same problem keeps its mark when lines move.
    partialFingerprints: {
      "seqwright/v1": hash("sha256", `${code}\n${source.path}\n${message}`, "hex").slice(0, 32),
    },
  };
}

function location(source: SourceFile, span: Span) {
  const [start, end] = [positionAt(source, span.start), positionAt(source, span.end)];
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(source.path), uriBaseId: "%SRCROOT%" }, region },
  };
}

function uriOf(path: string): string {
  return path === "" ? "seqwright.config.ts" : path.split("/").map(encodeURIComponent).join("/");
}
