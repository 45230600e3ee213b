import { expect, test } from "vitest";
import { initialDiagram } from "../../../generator/cli/init/init-files.ts";
import { manifestPath } from "../../../generator/manifest/manifest.ts";
import { scriptedProject, type ScriptedProject } from "../../support/scripted-terminal.ts";

const ports = "generated/hello/ports.gen.ts";
const manifest = `generated/${manifestPath}`;
const changed = initialDiagram.replace("addGuest(name)", "addGuest(name, language)");

async function generatedProject(): Promise<ScriptedProject> {
  const project = scriptedProject({ "diagrams/hello.puml": initialDiagram });
  await project.seqwright("generate");
  return project;
}

const write = ({ host }: ScriptedProject, path: string, content: string): Promise<void> =>
  host.writeFiles([{ path, content }]);
const edit = async (project: ScriptedProject, path: string, how: (text: string) => string): Promise<void> =>
  write(project, path, how((await project.host.readFile(path)) ?? ""));

test("a generated file that somebody edited is left, reported at the line, and written with --force", async () => {
  const project = await generatedProject();
  await edit(project, ports, (text) => text.replace("greet(", "/* mine */ greet("));
  await write(project, "diagrams/hello.puml", changed);
  const first = await project.seqwright("generate");
  expect(first.exitCode).toBe(1);
  expect(first.err).toMatch(/generated\/hello\/ports\.gen\.ts:\d+:1 - error emit\/edited-file/);
  expect(await project.host.readFile(ports)).toContain("/* mine */");
  // It is still ours, and still edited, in every later run.
  expect((await project.seqwright("generate")).exitCode).toBe(1);
  expect((await project.seqwright("check")).exitCode).toBe(2);
  expect((await project.seqwright("generate", "--force")).exitCode).toBe(0);
  expect(await project.host.readFile(ports)).not.toContain("/* mine */");
  expect((await project.seqwright("check")).exitCode).toBe(0);
});

test("an edited file of a diagram that is gone stays until --force", async () => {
  const project = await generatedProject();
  await write(project, "diagrams/other.puml", initialDiagram);
  await edit(project, ports, (text) => `${text}// mine\n`);
  await project.host.removeFiles(["diagrams/hello.puml"]);
  for (const _ of [1, 2]) {
    expect((await project.seqwright("generate")).err).toContain("emit/edited-file");
    expect(await project.host.readFile(ports)).toContain("// mine");
  }
  expect((await project.seqwright("generate", "--force")).exitCode).toBe(0);
  expect(await project.host.readFile(ports)).toBeUndefined();
});

test("line ends and a byte order mark are no edit: nothing differs, and nothing is written", async () => {
  const project = await generatedProject();
  for (const path of await project.host.listFiles("generated"))
    await edit(project, path, (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`);
  await edit(project, "diagrams/hello.puml", (text) => text.replaceAll("\n", "\r\n"));
  expect(await project.seqwright("check")).toMatchObject({ exitCode: 0 });
  expect((await project.seqwright("generate")).out).toContain("Nothing was written");
  await write(project, "diagrams/hello.puml", changed);
  expect((await project.seqwright("generate")).exitCode).toBe(0);
  expect((await project.seqwright("check")).exitCode).toBe(0);
});

test("a copy of a generated file is its maker's, and a file of others is never replaced", async () => {
  const project = await generatedProject();
  await write(project, "generated/hello/copy.gen.ts", (await project.host.readFile(ports)) ?? "");
  expect((await project.seqwright("generate")).exitCode).toBe(0);
  expect(await project.host.readFile("generated/hello/copy.gen.ts")).toBeDefined();
  await project.host.removeFiles([manifest]);
  await write(project, ports, "export {};\n");
  for (const force of [[], ["--force"]]) {
    const { exitCode, err } = await project.seqwright("generate", ...force);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("emit/foreign-file"),
    });
    expect(await project.host.readFile(ports)).toBe("export {};\n");
  }
});

test("a project from before there was a manifest is taken over, and files that are not wanted go", async () => {
  const project = await generatedProject();
  await project.host.removeFiles([manifest]);
  await write(project, "generated/hello/old.gen.ts", (await project.host.readFile(ports)) ?? "");
  await write(project, "diagrams/hello.puml", changed);
  expect((await project.seqwright("check")).out).toContain("no longer wanted: old.gen.ts");
  expect(await project.seqwright("generate")).toMatchObject({ exitCode: 0 });
  expect(await project.host.readFile("generated/hello/old.gen.ts")).toBeUndefined();
  expect((await project.seqwright("check")).exitCode).toBe(0);
});

test("a manifest with merge conflicts stops nothing, and generate settles it", async () => {
  const project = await generatedProject();
  const before = (await project.host.readFile(manifest)) ?? "";
  await write(
    project,
    manifest,
    `<<<<<<< HEAD\n${before}=======\n${before.replaceAll('"hash":"', '"hash":"x')}>>>>>>> theirs\n`,
  );
  expect((await project.seqwright("check")).out).toContain(`differs: ${manifestPath}`);
  expect((await project.seqwright("generate")).exitCode).toBe(0);
  expect(await project.host.readFile(manifest)).toBe(before);
});

test("a diagram with errors, and one that was not asked for, keep what is recorded of them", async () => {
  const project = await generatedProject();
  await write(project, "diagrams/other.puml", initialDiagram);
  await project.seqwright("generate");
  const before = await project.host.readFile(manifest);
  await write(project, "diagrams/hello.puml", "@startuml\nA -> B : x(\nnonsense!\n@enduml\n");
  await project.seqwright("generate");
  await project.seqwright("generate", "other");
  expect(await project.host.readFile(manifest)).toBe(before);
});
