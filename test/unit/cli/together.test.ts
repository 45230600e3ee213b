import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { initialDiagram } from "../../../generator/cli/init/init-files.ts";
import { runCommandLine } from "../../../generator/cli/run-command-line.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function generate(
  root: string,
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  const printed = { out: "", err: "" };
  const exitCode = await runCommandLine(["generate"], {
    open: () => nodeHost(root),
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    color: false,
    isInteractive: false,
  });
  return { exitCode, ...printed };
}

test("two runs at once do not mix: one waits, and finds nothing left to write", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "diagrams"));
  await writeFile(join(folder.path, "diagrams/hello.puml"), initialDiagram);
  const runs = await Promise.all([generate(folder.path), generate(folder.path)]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(runs.filter(({ out }) => out.includes("Nothing was written"))).toHaveLength(1);
  expect(runs.filter(({ err }) => err.includes("Waiting for process"))).toHaveLength(1);
});

test("a run takes back what one that was interrupted left, and leaves unchanged files their time stamps", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "diagrams"));
  await writeFile(join(folder.path, "diagrams/hello.puml"), initialDiagram);
  await generate(folder.path);
  const ports = join(folder.path, "generated/hello/ports.gen.ts");
  const [text, { mtimeMs }] = [await readFile(ports, "utf8"), await stat(ports)];
  await writeFile(join(folder.path, "generated/hello/.seqwright-00.tmp"), "half");
  expect((await generate(folder.path)).out).toContain("Nothing was written");
  expect(await readFile(ports, "utf8")).toBe(text);
  expect((await stat(ports)).mtimeMs).toBe(mtimeMs);
  await expect(stat(join(folder.path, "generated/hello/.seqwright-00.tmp"))).rejects.toThrow("ENOENT");
});
