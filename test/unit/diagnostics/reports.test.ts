import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { renderJunit } from "../../../generator/diagnostics/render-junit.ts";
import { renderSarif } from "../../../generator/diagnostics/render-sarif.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const source = sourceFile("diagrams/주문 & 결제.puml", '@startuml\nA -> B : <"x"> & \u0007\n@enduml\n');
const at = { source, span: { start: 10, end: 20 } };
const diagnostics = [
  diagnostic("emit/orphaned-handler", { file: 'a<b>"&\u0007\ud800.ts' }, at, {
    related: [{ message: "beside", source, span: { start: 0, end: 9 } }],
  }),
  diagnostic(
    "check/stub-not-filled",
    { file: "x.ts", member: "pay" },
    { source: sourceFile("", ""), span: { start: 0, end: 0 } },
  ),
];

test("SARIF is as its schema has it", () => {
  const schema = JSON.parse(
    readFileSync(new URL("sarif-schema-2.1.0.json", import.meta.url), "utf8"),
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  for (const some of [diagnostics, []]) {
    const report: unknown = JSON.parse(renderSarif(some));
    expect(validate(report) ? [] : validate.errors).toEqual([]);
  }
  expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  expect(renderSarif(diagnostics)).toContain("diagrams/%EC%A3%BC");
});

test("JUnit escapes everything, and only warnings and errors fail", () => {
  const report = renderJunit(diagnostics);
  expect(report).toContain('<testsuites name="seqwright" tests="2" failures="1">');
  expect(report).toContain('classname="diagrams/주문 &amp; 결제.puml" name="emit/orphaned-handler 2:1"');
  expect(report).toContain("a&lt;b&gt;");
  expect(report).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/);
  expect(renderJunit([])).toContain('tests="1" failures="0"');
});
