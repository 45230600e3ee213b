import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { fateOf, isFailed } from "./corpus-result.ts";
import { corpusProject } from "./corpus-project.ts";
import { corpusSources } from "./corpus-sources.ts";
import { generateSource } from "./generate-source.ts";
import { inCorpusWorkers } from "./in-corpus-workers.ts";
import type { Answered } from "../support/in-workers.ts";
import type { ContractResult } from "./corpus-result.ts";
import { reportCorpus } from "./report-corpus.ts";
import { runCorpus } from "./run-corpus.ts";
import type { TestTask } from "./task.ts";
import { typeCheck } from "./type-check.ts";

test("untouched code of our own diagrams type-checks and keeps its contract", async () => {
  const report = await runCorpus(join(import.meta.dirname, "diagrams"));
  const failed = report.results.filter(isFailed);
  expect(failed.length === 0 ? "" : reportCorpus({ ...report, results: failed })).toBe("");
  expect(report.otherErrors).toEqual([]);
  const passed = report.results.reduce((sum, { contract }) => sum + contract.passed, 0);
  expect(passed).toBeGreaterThan(0);
  expect(Map.groupBy(report.results, fateOf).get("no sequence")?.length).toBe(1);
});

test("what is no diagram, or none of PlantUML's, is said and does not fail", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "deep/er"), { recursive: true });
  await writeFile(join(folder.path, "deep/er/text.txt"), "@startuml\nA -> B\n@enduml\n");
  await writeFile(join(folder.path, "empty.puml"), "");
  await writeFile(join(folder.path, "binary.puml"), Buffer.from([0xff, 0xfe, 0, 1]));
  await writeFile(
    join(folder.path, "deep/er/wrong.uml"),
    "@startuml\nA -> B : b()\nthis is nothing\n@enduml\n",
  );
  await writeFile(
    join(folder.path, "probes.ndjson"),
    `{"src":"@startuml\\nclass A\\n@enduml"}\nnone\n{"other":1}\n`,
  );
  const report = await runCorpus(folder.path);
  expect(report.results.map((result) => [result.source, fateOf(result), isFailed(result)])).toEqual([
    ["binary.puml", "not PlantUML", false],
    ["deep/er/wrong.uml", "not PlantUML", false],
    ["empty.puml", "no sequence", false],
    ["probes.ndjson:1", "no sequence", false],
  ]);
  expect(reportCorpus(report)).toContain("4 texts: 2 not PlantUML, 2 no sequence");
});

test("links and hidden folders are not followed", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, ".git"));
  await writeFile(join(folder.path, ".git/a.puml"), "");
  const found: string[] = [];
  for await (const { path } of corpusSources(folder.path)) found.push(path);
  expect(found).toEqual([]);
});

test("a type error is told with the folder that it is in", async () => {
  await using project = await corpusProject();
  const bodies = { d1: "1", d2: '"text"', d3: "[1][0]" };
  for (const [folder, body] of Object.entries(bodies)) {
    await mkdir(join(project.path, folder));
    await writeFile(join(project.path, folder, "a.ts"), `export const a: number = ${body};\n`);
  }
  const errors = await typeCheck(project.path, Object.keys(bodies));
  expect([...errors].map(([folder, found]) => [folder, found.length])).toEqual([
    ["d2", 1],
    ["d3", 1],
  ]);
});

/** What the tests of a diagram say once its handler has another body, and of another diagram after it in one worker. */
async function testedWith(body: string, silenceMs = 120_000): Promise<readonly Answered<ContractResult>[]> {
  await using project = await corpusProject();
  const text = "@startuml\nactor A\nparticipant B\nA -> B : b()\nB -> C : c()\n@enduml\n";
  const tasks: TestTask[] = [];
  for (const name of ["wrong", "right"]) {
    const folder = join(project.path, name);
    await generateSource({ kind: "generate", source: { path: `${name}.puml`, text }, folder });
    const handler = join(folder, name, "b.handler.ts");
    const code = await readFile(handler, "utf8");
    if (name === "wrong") await writeFile(handler, code.replace("await this.#c.c();", body));
    tasks.push({ kind: "test", source: name, filled: false, folder });
  }
  const found: Answered<ContractResult>[] = [];
  await inCorpusWorkers(tasks, { workers: 1, silenceMs }, (_, answered) => void found.push(answered));
  return found;
}

test("a contract test that fails is told from one that is not filled in", async () => {
  const [wrong, right] = await testedWith("await this.#c.c(); await this.#c.c();");
  expect(wrong).toMatchObject({ answer: { failed: [expect.stringContaining("FAILED")] } });
  expect(right).toMatchObject({ answer: { failed: [] } });
});

test("code that ends its process spoils no other", async () => {
  const [wrong, right] = await testedWith("process.exit(3);");
  expect(wrong).toEqual({ crash: expect.stringContaining("The process ended (3)") });
  expect(right).toMatchObject({ answer: { failed: [] } });
});

test("code that never ends is ended", async () => {
  const [wrong] = await testedWith("for (;;);", 4_000);
  expect(wrong).toEqual({ crash: "Nothing was heard of it for 4 seconds." });
});
