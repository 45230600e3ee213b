import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import fc from "fast-check";
import { format as prettify } from "prettier";
import { expect, test } from "vitest";
import { compile } from "../../generator/compile.ts";
import { format } from "../../generator/emit/format.ts";
import { sourceFile } from "../../generator/source/source-file.ts";
import { benchDiagram } from "../bench/generate/bench-diagram.ts";
import { drawnLines } from "../support/drawn-text.ts";
import { filesBelow } from "../support/files-below.ts";

/** As Prettier lays code out under the same settings. */
const asPrettierDoes = (code: string): Promise<string> =>
  prettify(code, {
    parser: "typescript",
    printWidth: 110,
    objectWrap: "collapse",
    embeddedLanguageFormatting: "off",
  });

async function expectPrettierLayout(sources: readonly string[]): Promise<void> {
  for (const [index, text] of sources.entries()) {
    const { value } = await compile({
      sources: [sourceFile(`diagrams/d${index}.puml`, text)],
      config: {},
      existing: new Map(),
    });
    for (const { path, content } of value.flatMap(({ files }) => files))
      expect({ path, content: await asPrettierDoes(content) }).toEqual({ path, content });
  }
}

const corpus = "test/corpus/diagrams";

test("code of the corpus is laid out as Prettier does", async () => {
  const files = filesBelow(corpus).map((path) => readFile(resolve(corpus, path), "utf8"));
  await expectPrettierLayout(await Promise.all(files));
});

test("code of drawn diagrams is laid out as Prettier does", async () => {
  const drawn = fc.sample(drawnLines, { numRuns: 40, seed: 1042 });
  await expectPrettierLayout([
    ...Array.from({ length: 10 }, (_, index) => benchDiagram(index)),
    ...drawn.map((lines) => ["@startuml", ...lines, "@enduml"].join("\n")),
  ]);
});

test("what is no TypeScript is refused, and not written as it is", async () => {
  await expect(format("const = 1;")).rejects.toThrow("no TypeScript");
});
