import { expect, test } from "vitest";
import { initialDiagram } from "../../../generator/cli/init/init-files.ts";
import { scriptedProject } from "../../support/scripted-terminal.ts";

const hello = { "diagrams/hello.puml": initialDiagram };

test("generate writes, says what it read and wrote, and the second time writes nothing", async () => {
  const { host, seqwright } = scriptedProject(hello);
  const first = await seqwright("generate");
  expect(first).toMatchObject({ exitCode: 0, err: "" });
  expect(first.out).toMatch(/^reading diagrams\/hello.puml\n\ndiagram +participants +arrows/);
  expect(first.out).toMatch(
    /Wrote \d+ files to generated\/\.\n\d+ arrows: \d+ code, \d+ stubs?, 0 not covered\n$/,
  );
  expect(await host.listFiles("generated/hello")).toContain("generated/hello/messages.gen.ts");
  const second = await seqwright("generate");
  expect(second.out).toMatch(/Nothing was written: generated\/ is up to date\.\n\d+ arrows: .*\n$/);
});

test("check tells a match from a difference and writes nothing", async () => {
  const { host, seqwright } = scriptedProject(hello);
  expect(await seqwright("check")).toMatchObject({ exitCode: 2 });
  expect(await host.listFiles("generated")).toEqual([]);
  await seqwright("generate");
  expect(await seqwright("check")).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/generated\/ matches the diagrams\.\n$/),
  });
  await host.writeFiles([{ path: "generated/hello/messages.gen.ts", content: "// edited\n" }]);
  const edited = await seqwright("check");
  expect(edited.exitCode).toBe(2);
  expect(edited.out).toContain("generated/hello/messages.gen.ts:1:1 - error emit/edited-file");
});

test("the generated files of a diagram that is gone are removed, the developer's stay", async () => {
  const { host, seqwright } = scriptedProject({ ...hello, "diagrams/other.puml": initialDiagram });
  await seqwright("generate");
  await host.removeFiles(["diagrams/other.puml"]);
  expect((await seqwright("check")).out).toContain(
    "generated/other is not what the diagram says now: no longer wanted: ",
  );
  expect((await seqwright("generate")).out).toContain("removed generated/other/messages.gen.ts\n");
  const left = await host.listFiles("generated/other");
  expect(left.every((path) => path.endsWith(".handler.ts"))).toBe(true);
});

test("with --strict a warning fails, and the files are written all the same", async () => {
  const doubtful = initialDiagram.replace("@enduml", "Visitor -> Visitor : waits\n@enduml");
  const { host, seqwright } = scriptedProject({ "diagrams/hello.puml": doubtful });
  const strict = await seqwright("generate", "--strict");
  expect(strict.exitCode).toBe(1);
  expect(strict.err).toContain("plan/outside-the-system");
  expect(strict.err).toMatch(/Warnings fail, as --strict asks\.\n$/);
  expect(await host.listFiles("generated/hello")).not.toEqual([]);
  expect((await seqwright("generate")).exitCode).toBe(0);
  expect((await seqwright("check")).exitCode).toBe(0);
  expect((await seqwright("check", "--strict")).exitCode).toBe(1);
});

test("JSON output is one document", async () => {
  const { out } = await scriptedProject(hello).seqwright("generate", "--format", "json");
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    diagrams: [{ name: "hello", source: "diagrams/hello.puml" }],
    diagnostics: [],
  });
});

test("a diagram is found by name or path, and a wrong name gets a suggestion", async () => {
  const { seqwright } = scriptedProject(hello);
  const byName = await seqwright("ir", "hello");
  expect(byName.exitCode).toBe(0);
  expect(JSON.parse(byName.out)).toMatchObject({ version: 1 });
  expect((await seqwright("ir", "diagrams/hello.puml")).out).toBe(byName.out);
  expect((await seqwright("explain", "hello")).exitCode).toBe(0);
  expect((await seqwright("explain", "hello")).out).toContain('answers Visitor with "Nice to meet you"');
  const wrong = await seqwright("explain", "helo");
  expect(wrong.exitCode).toBe(64);
  expect(wrong.err).toContain(`There is no diagram "helo". Did you mean "hello"?`);
});

test.each([
  [["genrate"], `There is no command or option "genrate". Did you mean "generate"?`],
  [["generate", "--frmat", "json"], `There is no option "frmat". Did you mean "format"?`],
  [["ir"], "Which diagram?"],
  [["--format", "json", "services"], "What about the servers: up, status or down?"],
  [["run", "hello", "--port", "http"], "--port takes a number from 0 to 65535."],
  [["test", "hello", "--property", "oder"], `There is no property "oder". Did you mean "order"?`],
  [[], "Which command?"],
  [["check", "--format", "xml"], "Invalid values"],
  [
    ["test", "hello"],
    `There is no generated/hello/contract.gen.test.ts yet. Run "seqwright generate" first.`,
  ],
])("%j is bad usage", async (argv, message) => {
  const { exitCode, err } = await scriptedProject(hello).seqwright(...argv);
  expect(exitCode).toBe(64);
  expect(err).toContain(message);
});

test("a project without diagrams says how to get one", async () => {
  const { exitCode, err } = await scriptedProject({}).seqwright("generate");
  expect(exitCode).toBe(64);
  expect(err).toContain(`Run "seqwright init"`);
});
