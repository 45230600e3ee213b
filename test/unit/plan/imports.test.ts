import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { initialDiagram } from "../../../generator/cli/init/init-files.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

test("an answer that may be missing needs no schema but its own", async () => {
  const lines = [
    "database DB",
    "K -> F : CartConfirmed {id}",
    "F -> DB : SELECT a, b FROM carts WHERE id = {id}",
  ];
  const answers = [
    "alt found",
    "DB --> F : row",
    "F -> F : keep(row)",
    "else none",
    "DB --> F : null",
    "end",
  ];
  const drawn = ["@startuml", 'queue "Kafka carts" as K', "participant F", ...lines, ...answers, "@enduml"];
  const source = sourceFile("diagrams/carts.puml", `${drawn.join("\n")}\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const handler = value.flatMap(({ files }) => files).find(({ path }) => path.endsWith("f.handler.ts"));
  expect(handler?.content).toContain("Row.nullable()");
  expect(handler?.content).not.toMatch(/^import .*\bz\b/m);
});

test("generated files need nothing but Seqwright and the test runner", async () => {
  const source = sourceFile("diagrams/hello.puml", initialDiagram);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const imported = value
    .flatMap(({ files }) => files)
    .flatMap(({ content }) => [...content.matchAll(/ from "([^"]+)";$/gm)].map(([, from = ""]) => from));
  const packages = new Set(imported.filter((from) => !from.startsWith("./")));
  expect([...packages].toSorted()).toEqual([
    "seqwright-runtime",
    "seqwright-runtime/contract",
    "seqwright-runtime/model",
    "vitest",
  ]);
});
