import { readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { diskProject, type DiskProject } from "../../../support/disk-project.ts";
import { runProcess } from "../../../support/process.ts";

const shop = `@startuml
actor User
participant Shop
participant Orders
database "Shop DB" as DB
User -> Shop : order(id)
activate Shop
note over Shop: up to 3 retries
note over DB: TTL 3 days
Shop -> Orders : markPaid(id)
Orders --> Shop : ok
Shop --> User : ok
deactivate Shop
@enduml
`;
const handler = "generated/shop/orders.handler.ts";
const passedOn = `export { Orders } from "../../src/orders.ts";\n`;

const files = {
  "diagrams/shop.puml": shop,
  "diagrams/other.puml": shop.replaceAll("Orders", "Bills"),
  "seqwright.config.ts": `export default { glossary: { "x": "y" } };\n`,
  "package.json": `{ "private": true, "type": "module" }\n`,
};

afterEach(() => vi.unstubAllEnvs());

/** A project that has been generated, and in which a class stands elsewhere. */
async function generated(): Promise<DiskProject> {
  const project = await diskProject(files);
  await project.run("generate");
  await project.write("src/orders.ts", await project.read(handler));
  await project.write(handler, passedOn);
  await project.run("generate");
  return project;
}

/** As a full run says it, without what is known of earlier ones. */
async function full(project: DiskProject, ...argv: readonly string[]): ReturnType<DiskProject["run"]> {
  vi.stubEnv("SEQWRIGHT_CACHE", "off");
  const run = await project.run(...argv);
  vi.unstubAllEnvs();
  return run;
}

const commandLines = ["generate", "check"].flatMap((command) =>
  ["human", "json", "github", "sarif", "junit"].flatMap((format) =>
    [[], ["--strict"]].map((more) => [command, "--format", format, ...more]),
  ),
);

test("what is said when nothing changed is byte for byte what the full run says", async () => {
  await using project = await generated();
  for (const argv of [...commandLines, ["generate", "--force"]]) {
    const replayed = await project.replay(...argv);
    expect({ argv, ...replayed }).toEqual({ argv, ...(await full(project, ...argv)) });
  }
  expect((await project.replay("check"))?.out).toContain("check/stub-not-filled");
  expect((await project.replay("generate"))?.err).toContain("policy/nobody-keeps");
});

test("a first generation is enough for the next run and for check", async () => {
  await using project = await diskProject(files);
  await project.run("generate");
  for (const argv of commandLines) {
    const replayed = await project.replay(...argv);
    expect({ argv, ...replayed }).toEqual({ argv, ...(await full(project, ...argv)) });
  }
});

test("errors are said again, with their exit code", async () => {
  await using project = await diskProject({
    ...files,
    "diagrams/wrong.puml": "@startuml\nthis is no statement\n@enduml\n",
  });
  const { exitCode } = await project.run("generate");
  expect(exitCode).toBe(1);
  expect(await project.replay("generate")).toEqual(await full(project, "generate"));
  expect(await project.replay("check")).toEqual(await full(project, "check"));
});

const changes: readonly (readonly [string, (project: DiskProject) => Promise<unknown>])[] = [
  ["a diagram", (at) => at.write("diagrams/shop.puml", shop.replace("ok", "done"))],
  ["a space in a diagram", (at) => at.write("diagrams/shop.puml", `${shop} `)],
  ["a new diagram", (at) => at.write("diagrams/deep/new.puml", shop)],
  ["a diagram that is gone", (at) => at.remove("diagrams/other.puml")],
  ["a setting", (at) => at.write("seqwright.config.ts", `export default { glossary: { "x": "z" } };\n`)],
  ["a configuration that is gone", (at) => at.remove("seqwright.config.ts")],
  [
    "a filled-in handler",
    async (at) =>
      at.write(
        "generated/shop/shop.handler.ts",
        `${await at.read("generated/shop/shop.handler.ts")}\n// mine\n`,
      ),
  ],
  ["a handler that is gone", (at) => at.remove(handler)],
  ["a new handler", (at) => at.write("generated/shop/extra.handler.ts", "export class Extra {}\n")],
  [
    "the file that a handler passes a class on from",
    (at) => at.write("src/orders.ts", "export class Orders {}\n"),
  ],
  [
    "an edited generated file",
    async (at) =>
      at.write("generated/shop/ports.gen.ts", `${await at.read("generated/shop/ports.gen.ts")}// x\n`),
  ],
  ["a generated file that is gone", (at) => at.remove("generated/shop/steps.gen.ts")],
  [
    "line ends of a generated file",
    async (at) =>
      at.write(
        "generated/shop/ports.gen.ts",
        (await at.read("generated/shop/ports.gen.ts")).replaceAll("\n", "\r\n"),
      ),
  ],
  ["the manifest", (at) => at.remove("generated/seqwright-manifest.ndjson")],
  ["a stranger's file in the output folder", (at) => at.write("generated/notes.md", "x")],
  [
    "package.json",
    (at) =>
      at.write(
        "package.json",
        `{ "dependencies": { "seqwright": "1.0.0", "seqwright-runtime": "0.9.0" } }\n`,
      ),
  ],
  ["what an interrupted write left", (at) => at.write("generated/shop/.seqwright-0a.tmp", "half")],
  [
    "a link in the place of a folder",
    async (at) => {
      await at.remove("generated/shop");
      await symlink(join(at.path, "src"), join(at.path, "generated/shop"));
    },
  ],
];

test.each(changes)("%s: the next run looks for itself", async (_, change) => {
  await using project = await generated();
  expect(await project.replay("generate")).toBeDefined();
  await change(project);
  expect(await project.replay("generate")).toBeUndefined();
  expect(await project.replay("check")).toBeUndefined();
});

test("a first configuration is noticed", async () => {
  await using project = await diskProject(files);
  await project.remove("seqwright.config.ts");
  await project.run("generate");
  expect(await project.replay("generate")).toBeDefined();
  await project.write("seqwright.config.mjs", "export default {};\n");
  expect(await project.replay("generate")).toBeUndefined();
});

test("what was taken back does not count as a change", async () => {
  await using project = await generated();
  await project.write("diagrams/shop.puml", `${shop}\n`);
  expect(await project.replay("check")).toBeUndefined();
  await project.write("diagrams/shop.puml", shop);
  expect(await project.replay("check")).toBeDefined();
});

test("what check has found to be written is left to generate", async () => {
  await using project = await generated();
  await project.write("diagrams/shop.puml", shop.replace("markPaid", "markSent"));
  const checked = await project.run("check");
  expect(checked.exitCode).toBe(2);
  expect(await project.replay("check")).toEqual(checked);
  expect(await project.replay("generate")).toBeUndefined();
});

test("an edited file is left to the run that is to write it by force", async () => {
  await using project = await generated();
  await project.write(
    "generated/shop/ports.gen.ts",
    `${await project.read("generated/shop/ports.gen.ts")}// x\n`,
  );
  const { exitCode } = await project.run("generate");
  expect(exitCode).toBe(1);
  expect(await project.replay("generate")).toEqual(await full(project, "generate"));
  expect(await project.replay("generate", "--force")).toBeUndefined();
});

test("where a system's migrations are asked for tables, the next run asks them, too", async () => {
  const sql = shop.replace(
    "Orders --> Shop : ok",
    "Orders -> DB : SELECT id FROM orders WHERE id = {id}\nDB --> Orders : id",
  );
  await using project = await diskProject({
    ...files,
    "diagrams/shop.puml": sql,
    "generated/shop/system.ts": `import { migrations } from "../../src/migrations.ts";\nexport const setup = { migrations };\n`,
    "src/migrations.ts": "export const migrations = [];\n",
  });
  await project.run("generate");
  expect(await project.replay("generate")).toBeUndefined();
  await project.run("check");
  expect(await project.replay("check")).toBeUndefined();
});

test("where runs are not to be kept, none is", async () => {
  await using project = await generated();
  vi.stubEnv("SEQWRIGHT_CACHE", "off");
  expect(await project.replay("generate")).toBeUndefined();
});

test("a record of another program, and one that is damaged, count for nothing", async () => {
  await using project = await generated();
  const [name = ""] = await readdir(join(project.path, "node_modules/.cache/seqwright"));
  const path = `node_modules/.cache/seqwright/${name}`;
  const record = JSON.parse(await project.read(path)) as object;
  await project.write(path, JSON.stringify({ ...record, program: "another" }));
  expect(await project.replay("check")).toBeUndefined();
  await project.write(path, JSON.stringify(record).slice(0, -1));
  expect(await project.replay("check")).toBeUndefined();
  await project.write(path, JSON.stringify(record));
  expect(await project.replay("check")).toBeDefined();
});

test("a configuration that others take part in is run to see what it comes to now", async () => {
  await using project = await diskProject({
    ...files,
    "seqwright.config.ts": `import { words } from "./words.ts";\nexport default { glossary: { ...words, b: process.env["WORD"] } };\n`,
    "words.ts": `export const words = { a: "a" };\n`,
  });
  expect(await started(project, "run-command-line.ts", "runCommandLine", "b")).toBe("2");
  const replayed = (word: string): Promise<string> => started(project, "unchanged/replay.ts", "replay", word);
  expect(await replayed("b")).toBe("2");
  expect(await replayed("c")).toBe("undefined");
  await project.write("words.ts", `export const words = { a: "c" };\n`);
  expect(await replayed("b")).toBe("undefined");
});

/** What a function of the command line resolves to for `check`, in a process of its own: a module is loaded once in each. */
async function started(project: DiskProject, file: string, name: string, word: string): Promise<string> {
  const cli = pathToFileURL(resolve("generator/cli")).href;
  const program = `
    import { nodeHost } from "${cli}/../host/node-host.ts";
    import { ${name} } from "${cli}/${file}";
    const quiet = () => undefined;
    const terminal = { open: nodeHost, out: quiet, err: quiet, color: false, isInteractive: false };
    process.stdout.write(String(await ${name}(["check"], terminal)));`;
  const argv = ["--conditions=seqwright-source", "--input-type=module", "--eval", program];
  const options = { cwd: project.path, env: { WORD: word } };
  return (await runProcess(process.execPath, argv, options)).out;
}
