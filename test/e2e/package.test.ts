import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { npm, packBoth, succeeds, type Tarballs } from "./packed.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = [
  ["seqwright", "generator"],
  ["seqwright-runtime", "runtime"],
] as const;

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

let tarballs: Tarballs;
const packed = await temporaryFolder();
beforeAll(async () => {
  tarballs = await packBoth(packed.path);
});
afterAll(() => packed[Symbol.asyncDispose]());

test("both packages have the same version, and the command line needs exactly that runtime", async () => {
  const [generator, runtime] = await Promise.all([manifestOf("generator"), manifestOf("runtime")]);
  expect(generator.version).toBe(runtime.version);
  expect(generator.dependencies["seqwright-runtime"]).toBe(runtime.version);
});

test.each(packages)("%s is packed as npm and its tools want it", async (name) => {
  const tarball = Uint8Array.from(await readFile(tarballs[name])).buffer;
  const { messages } = await publint({ pack: { tarball }, strict: true });
  // The sources that the condition for our own tests points at are not published; nobody else sets that condition.
  expect(messages.filter(({ path }) => !path.includes("seqwright-source"))).toEqual([]);
});

test.each(packages)("the types of all entries of %s are found as its code is", async (name, folder) => {
  const tarball = new Uint8Array(await readFile(tarballs[name]));
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (analysis.types === false) throw new Error(`${name} has no types`);
  const resolved = Object.entries(analysis.entrypoints).flatMap(([entry, { resolutions }]) =>
    resolutions["node16-esm"].resolution === undefined ? [] : [entry],
  );
  expect(resolved.sort()).toEqual(Object.keys((await manifestOf(folder)).exports).sort());
  // Both are ES modules: what only concerns "require" and resolution without "exports" does not apply.
  const forModules = analysis.problems.filter(
    (problem) =>
      problem.kind !== "CJSResolvesToESM" &&
      !("resolutionKind" in problem && problem.resolutionKind === "node10"),
  );
  expect(forModules).toEqual([]);
});

const { "fast-check": fastCheck = "", "libpg-query": libpgQuery = "" } = (await manifestOf("runtime"))
  .peerDependencies;
const testTools = { "fast-check": fastCheck, "libpg-query": libpgQuery };

test("a service ships the runtime alone: at most 6 packages and 16 MB beside its clients", async ({
  annotate,
}) => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await writeFile(
    join(cwd, "package.json"),
    JSON.stringify({
      name: "service",
      private: true,
      type: "module",
      dependencies: { "seqwright-runtime": `file:${tarballs["seqwright-runtime"]}` },
      devDependencies: {
        seqwright: `file:${tarballs.seqwright}`,
        // npm ships these as well: they are optional peers of what is shipped.
        ...testTools,
      },
    }),
  );
  await npm(cwd, "install", "--omit=dev", "--prefer-offline", "--no-audit");
  const { names, megabytes } = await installedIn(cwd);
  await annotate(`${names.length} packages, ${megabytes.toFixed(1)} MB: ${names.join(", ")}`);
  expect(names.length).toBeLessThanOrEqual(6);
  expect(megabytes).toBeLessThanOrEqual(16);
  for (const name of ["chevrotain", "ts-morph", "handlebars", "yargs", "oxfmt", "seqwright"])
    expect(names).not.toContain(name);
  const program = `const { startSystem } = await import("seqwright-runtime"); await import("seqwright-runtime/engine"); console.log(typeof startSystem);`;
  expect(await succeeds(runProcess("node", ["--input-type=module", "--eval", program], { cwd }))).toBe(
    "function\n",
  );
});

test("the contract kit says which packages it needs and how they are installed", async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await npm(cwd, "init", "--yes");
  await npm(cwd, "install", "--prefer-offline", "--no-audit", tarballs["seqwright-runtime"]);
  const program = `await import("seqwright-runtime/contract");`;
  const { exitCode, err } = await runProcess("node", ["--input-type=module", "--eval", program], { cwd });
  expect(exitCode).toBe(1);
  expect(err).toContain("npm install --save-dev fast-check libpg-query");
});

test("the README's quick start works with the packed packages, up to the stub that is to be filled in", async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  await npm(cwd, "init", "--yes");
  const commands = await quickStart();
  expect(commands.slice(0, 2)).toEqual(["npx seqwright init", "npm install"]);
  // What is not published yet comes from here: `npx` finds the command, and `init` leaves dependencies alone that there are.
  await npm(cwd, "install", "--prefer-offline", "--no-audit", tarballs["seqwright-runtime"]);
  await npm(cwd, "install", "--save-dev", "--prefer-offline", "--no-audit", tarballs.seqwright);

  const exitCodes: string[] = [];
  let printed = "";
  for (const command of commands) {
    const [program = "", ...words] = command.split(" ");
    const offline = program === "npm" ? ["--prefer-offline", "--no-audit"] : [];
    const { exitCode, out, err } = await runProcess(program, [...words, ...offline], { cwd });
    exitCodes.push(`${command}: ${exitCode}`);
    printed += out + err;
  }
  expect(exitCodes).toEqual([
    "npx seqwright init: 0",
    "npm install: 0",
    "npx seqwright explain hello: 0",
    "npx seqwright generate: 0",
    "npx seqwright test hello: 1",
    "npx seqwright check: 0",
  ]);
  await npm(cwd, "run", "typecheck");
  expect(printed).toMatch(
    /not implemented yet\s+next\s+Greeter\.\w+\s+generated\/hello\/greeter\.handler\.ts:\d+/,
  );

  const program = `const { compile } = await import("seqwright"); console.log(typeof compile);`;
  expect(await succeeds(runProcess("node", ["--input-type=module", "--eval", program], { cwd }))).toBe(
    "function\n",
  );
  expect(await npm(cwd, "run", "generate")).toContain("Nothing was written");
});

/** The commands of the README's second quick start, for a project of one's own, without their comments. */
async function quickStart(): Promise<readonly string[]> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, block = ""] = /In a project of your own:\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
  return block
    .trim()
    .split("\n")
    .map((line) => line.replace(/ *#.*$/, ""));
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** The packages in a project's node_modules, and the size of their files. */
async function installedIn(cwd: string): Promise<{ names: readonly string[]; megabytes: number }> {
  const modules = join(cwd, "node_modules");
  const listing = await npm(cwd, "ls", "--all", "--parseable", "--omit=dev");
  const paths = listing.split("\n").filter((path) => path.includes("/node_modules/"));
  const entries = await readdir(modules, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (path) => (await readFile(path)).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { names: paths.map((path) => path.slice(modules.length + 1)), megabytes: bytes / 1_000_000 };
}
