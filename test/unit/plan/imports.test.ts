import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { initialDiagram } from "../../../generator/cli/init/init-files.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

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
