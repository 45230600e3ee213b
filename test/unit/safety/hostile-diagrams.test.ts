import { spawnSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { diffFiles } from "../../../generator/host/diff-files.ts";
import { memoryHost } from "../../../generator/host/memory-host.ts";
import type { OutputFile } from "../../../generator/host/output-file.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { hostileTexts, payloads, positions } from "../../support/hostile.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { typeErrors } from "../../support/type-check.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function filesOf(text: string, name = "hostile"): Promise<readonly OutputFile[]> {
  const sources = [sourceFile(`diagrams/${name}.puml`, text)];
  const { value } = await compile({ sources, config: {}, existing: new Map() });
  return value.flatMap(({ files }) => files);
}

/** The hostile texts take turns, so that all of them stand somewhere and every position has several. */
const turns = 24;
const cases = Object.entries(positions).map(([position, draw], turn) => ({
  position,
  diagrams: hostileTexts.filter((_, index) => index % turns === turn % turns).map(draw),
}));

test.each(cases)(
  "hostile texts as $position lead to files inside the folder, without anything invisible",
  async ({ diagrams }) => {
    for (const diagram of diagrams) {
      const files = await filesOf(diagram);
      await diffFiles(files, memoryHost());
      for (const { path, content } of files) {
        expect(path).toMatch(/^hostile\/[\p{L}\p{M}\p{N}._-]+\.ts$/u);
        expect(content).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/u);
      }
    }
  },
);

test("what is generated for hostile texts type-checks, and is the same each time", async () => {
  const all: OutputFile[] = [];
  for (const [turn, { diagrams }] of cases.entries()) {
    const diagram = diagrams[turn % diagrams.length] ?? "";
    const files = await filesOf(diagram, `case-${turn}`);
    expect(await filesOf(diagram, `case-${turn}`)).toEqual(files);
    all.push(...files);
  }
  expect(typeErrors(all)).toEqual([]);
});

test.each([
  ["SET k:{id} 5"],
  ["SET k:{id}"],
  ["SETEX k:{id} 5"],
  ["LRANGE k:{id}"],
  ["HSET k:{id} 1 2"],
  ["LPUSH k:{id} 7"],
  ["EXPIRE k:{id} soon"],
  ["DEL k:{id}\nA -> R: forget all of it"],
])("the redis command %s has all its arguments, as redis takes them", async (command) => {
  const draw = positions["message to redis"] ?? String;
  expect(typeErrors(await filesOf(draw(command)))).toEqual([]);
});

test("no text of a diagram is ever run: generated modules and tests do nothing that they should not", async () => {
  await using project = await temporaryFolder();
  const put = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(project.path, path)), { recursive: true });
    await writeFile(join(project.path, path), content);
  };
  const modules: string[] = [];
  for (const [turn, draw] of Object.values(positions).entries()) {
    const text = payloads[turn % payloads.length] ?? "";
    for (const { path, content } of await filesOf(draw(text), `case-${turn}`)) {
      await put(path, content);
      modules.push(path);
    }
  }
  expect(modules.length).toBeGreaterThan(100);
  await put("package.json", `{ "type": "module" }`);
  // The describe and test of a test runner, of which nothing is wanted but that the tests run.
  await put("node_modules/vitest/package.json", `{ "type": "module", "exports": "./index.js" }`);
  await put(
    "node_modules/vitest/index.js",
    `export const running = [];
export const describe = (name, body) => body();
export const test = (name, body) => running.push(Promise.resolve().then(body).catch(() => undefined));`,
  );
  await symlink(join(root, "runtime"), join(project.path, "node_modules/seqwright-runtime"), "dir");
  await put(
    "run.js",
    `import { running } from "vitest";
for (const path of ${JSON.stringify(modules)}) await import("./" + path);
await Promise.all(running.slice(0, 60));
const harmed = globalThis.__pwned !== undefined || {}.polluted !== undefined;
console.log(harmed ? "harmed" : "unharmed", running.length > 100);
process.exit();`,
  );
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=seqwright-source", "--disable-warning=ExperimentalWarning", "run.js"],
    {
      cwd: project.path,
      encoding: "utf8",
      env: { ...process.env, SEQWRIGHT_SUMMARY: "off", SEQWRIGHT_CASES: "off" },
    },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "unharmed true\n", stderr: "" });
});

test.each([
  "con",
  "NUL.x",
  "com¹",
  "..",
  "...",
  "a:b",
  "../../x",
  "/etc/passwd",
  "trailing.",
  "\uD83D",
  "constructor",
  "__proto__",
  "가".repeat(300),
  "😀".repeat(300),
  "e\u0301",
  "a\u202Eb",
])("a diagram file called %j has a folder that exists on every disk", async (name) => {
  const files = await filesOf(positions["message"]?.("hello") ?? "", name);
  expect(files.length).toBeGreaterThan(3);
  expect((await diffFiles(files, memoryHost())).length).toBe(files.length);
});

test("diagram files whose names become one folder are refused, not mixed", async () => {
  const text = positions["message"]?.("hello") ?? "";
  const sources = ["a:b", "A?B"].map((name) => sourceFile(`diagrams/${name}.puml`, text));
  const { diagnostics } = await compile({ sources, config: {}, existing: new Map() });
  expect(diagnostics.map(({ code }) => code)).toContain("config/folder-taken");
});
