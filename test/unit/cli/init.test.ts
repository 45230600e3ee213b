import { expect, test } from "vitest";
import { scriptedProject } from "../../support/scripted-terminal.ts";

test("an empty folder becomes a project, and a second init changes nothing", async () => {
  const { host, seqwright } = scriptedProject({});
  const first = await seqwright("init");
  expect(first.exitCode).toBe(0);
  expect(first.out).toContain("wrote diagrams/hello.puml\n");
  expect(await host.listFiles(".")).toEqual([
    ".gitattributes",
    "diagrams/hello.puml",
    "package.json",
    "seqwright.config.ts",
    "tsconfig.json",
  ]);
  expect(JSON.parse((await host.readFile("package.json")) ?? "")).toMatchObject({
    type: "module",
    scripts: { generate: "seqwright generate" },
    dependencies: { "seqwright-runtime": expect.stringMatching(/^\d/) },
    devDependencies: {
      "fast-check": expect.stringMatching(/^\^\d/),
      "libpg-query": expect.stringMatching(/^\^\d/),
      seqwright: expect.stringMatching(/^\d/),
      typescript: expect.stringMatching(/\d/),
      vitest: expect.stringMatching(/\d/),
    },
  });
  expect((await seqwright("init")).out).toContain("nothing was written");
});

test("what a project has is never overwritten", async () => {
  const manifest = `{\n\t"name": "shop",\n\t"scripts": {\n\t\t"generate": "mine"\n\t}\n}\n`;
  const existing = {
    "package.json": manifest,
    "tsconfig.json": "{}",
    "diagrams/a.puml": "@startuml\n@enduml\n",
    "src/server.js": "module.exports = {};\n",
  };
  const { host, seqwright } = scriptedProject(existing);
  await seqwright("init");
  expect(await host.readFile("tsconfig.json")).toBe("{}");
  expect(await host.listFiles("diagrams")).toEqual(["diagrams/a.puml"]);
  expect(await host.readFile("seqwright.config.mts")).toContain("defineConfig");
  const written = (await host.readFile("package.json")) ?? "";
  expect(written).toContain(`\n\t"name": "shop"`);
  expect(JSON.parse(written)).toMatchObject({
    scripts: { generate: "mine", "test:contract": "seqwright test" },
  });
  expect(JSON.parse(written)).not.toHaveProperty("type");
});

test("a dependency that a project has stays, in whichever section it has it", async () => {
  const manifest = {
    dependencies: { "fast-check": "3.0.0" },
    devDependencies: { "seqwright-runtime": "0.0.1" },
  };
  const { host, seqwright } = scriptedProject({ "package.json": JSON.stringify(manifest) });
  const { out } = await seqwright("init");
  expect(out).toContain("devDependencies: libpg-query, seqwright, typescript, vitest");
  const written: unknown = JSON.parse((await host.readFile("package.json")) ?? "");
  expect(written).toMatchObject(manifest);
  expect(written).not.toHaveProperty("devDependencies.fast-check");
  expect(written).not.toHaveProperty("dependencies.seqwright-runtime");
});

test("a test script that only fails, as npm init writes it, makes way; one that does something stays", async () => {
  const scriptsAfter = async (script: string): Promise<unknown> => {
    const { host, seqwright } = scriptedProject({
      "package.json": JSON.stringify({ scripts: { test: script } }),
    });
    await seqwright("init");
    return JSON.parse((await host.readFile("package.json")) ?? "");
  };
  expect(await scriptsAfter('echo "Error: no test specified" && exit 1')).toMatchObject({
    scripts: { test: "seqwright test" },
  });
  expect(await scriptsAfter("mocha")).toMatchObject({ scripts: { test: "mocha" } });
});

test("a package.json that is not JSON is reported and nothing is written", async () => {
  const { host, seqwright } = scriptedProject({ "package.json": "{ oops" });
  await expect(seqwright("init")).rejects.toThrow("package.json is not a JSON object");
  expect(await host.listFiles(".")).toEqual(["package.json"]);
});

test("a package without any code yet becomes one of ES modules, so that generated code type-checks", async () => {
  const { host, seqwright } = scriptedProject({
    "package.json": `{ "name": "shop", "type": "commonjs" }`,
    "node_modules/some/index.js": "module.exports = {};",
  });
  const { out } = await seqwright("init");
  expect(out).toContain("wrote package.json (type: module; scripts: ");
  expect(JSON.parse((await host.readFile("package.json")) ?? "")).toMatchObject({
    type: "module",
    scripts: { typecheck: "tsc --noEmit" },
  });
  expect(await host.readFile("seqwright.config.ts")).toContain("defineConfig");
});

test("what existing code decides is said rather than changed", async () => {
  const { seqwright } = scriptedProject({
    "package.json": `{ "type": "commonjs" }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
    "index.js": "module.exports = {};",
  });
  const { out } = await seqwright("init");
  expect(out).toContain('need "type": "module"');
  expect(out).toContain('"allowImportingTsExtensions": true');
});

test("a tsconfig.json that fits is not mentioned", async () => {
  const { seqwright } = scriptedProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": `{ "compilerOptions": { "noEmit": true, "allowImportingTsExtensions": true } }`,
  });
  expect((await seqwright("init")).out).not.toContain("To change by hand");
});

test("a workflow and a hook are written where they are asked for, and never over what is there", async () => {
  const own = "on: push\n";
  const { host, seqwright } = scriptedProject({ ".pre-commit-config.yaml": own });
  expect((await seqwright("init")).out).toContain("npx seqwright init --github");
  expect(await host.readFile(".github/workflows/seqwright.yml")).toBeUndefined();
  const { out } = await seqwright("init", "--github", "--pre-commit");
  expect(out).toContain("wrote .github/workflows/seqwright.yml\n");
  expect(out).toContain("left .pre-commit-config.yaml as it is");
  expect(await host.readFile(".pre-commit-config.yaml")).toBe(own);
  const other = scriptedProject({});
  await other.seqwright("init", "--pre-commit");
  const texts = [
    await host.readFile(".github/workflows/seqwright.yml"),
    await other.host.readFile(".pre-commit-config.yaml"),
  ];
  const used = texts.flatMap((text) =>
    [...(text ?? "").matchAll(/npx seqwright (\S+)/g)].map(([, name]) => name),
  );
  expect(used).toEqual(["check", "test", "diff", "check"]);
  const { scripts } = JSON.parse((await host.readFile("package.json")) ?? "") as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  for (const [, name = ""] of (texts[0] ?? "").matchAll(/npm run (\S+)/g))
    expect(scripts).toHaveProperty(name);
});
