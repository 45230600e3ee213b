import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { expect, test } from "vitest";
import { type ProcessResult, runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function succeeds(result: Promise<ProcessResult>): Promise<string> {
  const { exitCode, out, err } = await result;
  expect(exitCode, `${out}\n${err}`).toBe(0);
  return out;
}

test("the packed package works in an empty project", async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await succeeds(runProcess("npm", ["pack", "--pack-destination", cwd], { cwd: root }));
  const tarball = (await readdir(cwd)).find((name) => name.endsWith(".tgz"));
  expect(tarball).toBeDefined();
  await succeeds(runProcess("npm", ["init", "--yes"], { cwd }));
  await succeeds(runProcess("npm", ["install", "--prefer-offline", "--no-audit", `./${tarball}`], { cwd }));

  expect(await succeeds(runProcess("npx", ["seqwright", "--help"], { cwd }))).toContain("seqwright generate");
  expect(await succeeds(runProcess("npx", ["seqwright", "init"], { cwd }))).toContain(
    "wrote diagrams/hello.puml",
  );
  expect(await succeeds(runProcess("npm", ["run", "generate"], { cwd }))).toContain("to generated/.");
  expect(await readdir(join(cwd, "generated", "hello"))).toContain("contract.gen.test.ts");
  expect(await succeeds(runProcess("npx", ["seqwright", "check"], { cwd }))).toContain(
    "matches the diagrams",
  );

  const program = `const { compile } = await import("seqwright"); await import("seqwright/runtime"); console.log(typeof compile);`;
  expect(await succeeds(runProcess("node", ["--input-type=module", "--eval", program], { cwd }))).toBe(
    "function\n",
  );

  const installed = join(cwd, "node_modules", "seqwright");
  const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
  // The sources that the condition for our own tests points at are not published; nobody else sets that condition.
  const relevant = messages.filter(({ path }) => !path.includes("seqwright-source"));
  expect(relevant).toEqual([]);
});
