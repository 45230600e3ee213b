import { positionAt } from "../source/source-file.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Diagnostics as a JUnit report, for servers that show test results: errors and warnings fail, remarks do not. */
export function renderJunit(diagnostics: readonly Diagnostic[]): string {
  const failures = diagnostics.filter(({ severity }) => severity !== "info").length;
  const cases =
    diagnostics.length === 0
      ? [`    <testcase classname="seqwright" name="check"/>\n`]
      : diagnostics.map(testCase);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n`,
    `<testsuites name="seqwright" tests="${cases.length}" failures="${failures}">\n`,
    `  <testsuite name="seqwright" tests="${cases.length}" failures="${failures}">\n`,
    ...cases,
    "  </testsuite>\n</testsuites>\n",
  ].join("");
}

/** By the file and by code and place, as servers tell cases apart. */
function testCase({ code, severity, message, hint, source, span }: Diagnostic): string {
  const { line, column } = positionAt(source, span.start);
  const head = `    <testcase classname="${attribute(source.path)}" name="${attribute(`${code} ${line}:${column}`)}"`;
  const text = hint === undefined ? message : `${message}\n${hint}`;
  const inner =
    severity === "info"
      ? `<system-out>${escaped(text)}</system-out>`
      : `<failure type="${severity}" message="${attribute(message)}">${escaped(`${source.path}:${line}:${column} ${text}`)}</failure>`;
  return `${head}>\n      ${inner}\n    </testcase>\n`;
}

/** XML allows few control characters, and no lone surrogates. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function attribute(text: string): string {
  return escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
