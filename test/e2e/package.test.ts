import { readdir, readFile } from "node:fs/promises";
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

/** The commands of the README's second quick start, for a project of one's own, without their comments. */
async function quickStart(): Promise<readonly string[]> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, block = ""] = /In a project of your own:\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
  return block
    .trim()
    .split("\n")
    .map((line) => line.replace(/ *#.*$/, ""));
}

test("the README's quick start works with the packed package, up to the stub that is to be filled in", async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await succeeds(runProcess("npm", ["pack", "--pack-destination", cwd], { cwd: root }));
  const tarball = (await readdir(cwd)).find((name) => name.endsWith(".tgz"));
  await succeeds(runProcess("npm", ["init", "--yes"], { cwd }));
  const [install = "", installTools = "", ...commands] = await quickStart();
  expect([install, installTools]).toEqual([
    "npm install seqwright",
    "npm install --save-dev vitest typescript",
  ]);
  const offline = ["--prefer-offline", "--no-audit"];
  for (const step of [install, installTools]) {
    const args = step
      .split(" ")
      .slice(1)
      .map((word) => (word === "seqwright" ? `./${tarball}` : word));
    await succeeds(runProcess("npm", [...args, ...offline], { cwd }));
  }

  const exitCodes: string[] = [];
  let printed = "";
  for (const command of commands) {
    const [program = "", ...words] = command.split(" ");
    const { exitCode, out, err } = await runProcess(program, words, { cwd });
    exitCodes.push(`${command}: ${exitCode}`);
    printed += out + err;
  }
  expect(exitCodes).toEqual([
    "npx seqwright init: 0",
    "npx seqwright explain hello: 0",
    "npx seqwright generate: 0",
    "npx seqwright test hello: 1",
    "npx seqwright check: 0",
  ]);
  await succeeds(runProcess("npm", ["run", "typecheck"], { cwd }));
  expect(printed).toMatch(/not implemented yet\s+Greeter\.\w+\s+generated\/hello\/greeter\.handler\.ts:\d+/);
});

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

  const program = `const { compile } = await import("seqwright"); await import("seqwright-runtime"); console.log(typeof compile);`;
  expect(await succeeds(runProcess("node", ["--input-type=module", "--eval", program], { cwd }))).toBe(
    "function\n",
  );

  const installed = join(cwd, "node_modules", "seqwright");
  const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
  // The sources that the condition for our own tests points at are not published; nobody else sets that condition.
  const relevant = messages.filter(({ path }) => !path.includes("seqwright-source"));
  expect(relevant).toEqual([]);
});
