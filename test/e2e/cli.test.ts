import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { initialDiagram } from "../../generator/cli/init/init-files.ts";
import { type ProcessResult, runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const command = fileURLToPath(new URL("../../generator/bin/seqwright.js", import.meta.url));

function seqwright(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  return runProcess(process.execPath, [command, ...args], { cwd, env });
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

test("help names every command and ends with 0", async () => {
  const { exitCode, out, err } = await seqwright(process.cwd(), ["--help"]);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  for (const name of ["generate", "check", "ir", "explain", "test", "init", "services", "run"])
    expect(out).toContain(`seqwright ${name}`);
});

test("exit codes: 2 before and 0 after generating, 64 for what does not exist", async () => {
  await using folder = await temporaryFolder();
  await write(folder.path, { "diagrams/hello.puml": initialDiagram });
  expect(await seqwright(folder.path, ["check"])).toMatchObject({ exitCode: 2 });
  expect(await seqwright(folder.path, ["generate"])).toMatchObject({ exitCode: 0, err: "" });
  expect(await seqwright(folder.path, ["check"])).toMatchObject({ exitCode: 0 });
  const wrong = await seqwright(folder.path, ["genrate"]);
  expect(wrong).toMatchObject({ exitCode: 64, out: "" });
  expect(wrong.err).toContain(`Did you mean "generate"?`);
});

test("NO_COLOR wins over FORCE_COLOR, which wins over a pipe", async () => {
  await using folder = await temporaryFolder();
  await write(folder.path, { "diagrams/hello.puml": "@startuml\nA => B: x()\n@enduml\n" });
  const coloured = await seqwright(folder.path, ["generate"], { FORCE_COLOR: "1", NO_COLOR: "" });
  expect(coloured.err).toContain("\u001b[31m");
  const plain = await seqwright(folder.path, ["generate"], { FORCE_COLOR: "1", NO_COLOR: "1" });
  expect(plain.err).toContain("parse/unknown-statement");
  expect(plain.out + plain.err).not.toContain("\u001b");
});

test("a bad configuration ends with 1 and is shown as a diagnostic", async () => {
  await using folder = await temporaryFolder();
  await write(folder.path, {
    "diagrams/hello.puml": initialDiagram,
    "seqwright.config.mjs": "export default {\n  ouput: 'out',\n};\n",
  });
  const { exitCode, err } = await seqwright(folder.path, ["generate"]);
  expect(exitCode).toBe(1);
  expect(err).toBe(
    `seqwright.config.mjs:2:3 - error config/unknown-key: There is no setting "ouput" here.
  2 |   ouput: 'out',
    |   ^^^^^
  hint: Did you mean "output"?

1 error
`,
  );
});

test.each([
  ["is not even TypeScript", "export default {\n  output: 'a' 'b',\n};\n", "2:1"],
  ["throws", "export default {};\n\nthrow new Error('no');\n", "3:1"],
])("a configuration that %s is reported with its line", async (_, text, position) => {
  await using folder = await temporaryFolder();
  await write(folder.path, { "seqwright.config.mts": text });
  const { exitCode, err } = await seqwright(folder.path, ["generate"]);
  expect(exitCode).toBe(1);
  expect(err).toContain(`seqwright.config.mts:${position} - error config/cannot-load`);
  expect(err).not.toContain("    at ");
});

test("a diagram with an error ends with 1 and keeps what was generated before", async () => {
  await using folder = await temporaryFolder();
  await write(folder.path, { "diagrams/hello.puml": initialDiagram });
  await seqwright(folder.path, ["generate"]);
  await write(folder.path, {
    "diagrams/hello.puml": initialDiagram.replace(
      "alt guest is new",
      "alt guest is new\nGreeter => Visitor : hm",
    ),
  });
  const { exitCode, out, err } = await seqwright(folder.path, ["generate"]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^diagrams\/hello\.puml:\d+:\d+ - error parse\//m);
  expect(out).toContain("Not written because of errors: hello.");
});

test("a bug of ours ends with 70 and asks for a report", async () => {
  await using folder = await temporaryFolder();
  const broken = "data:text/javascript,Array.prototype.toSorted=()=>{throw new TypeError('boom')}";
  const { exitCode, err } = await seqwright(folder.path, ["generate"], {
    NODE_OPTIONS: `--import=${broken.replaceAll(" ", "%20")}`,
  });
  expect(exitCode).toBe(70);
  expect(err).toMatch(/^seqwright \d+\.\d+\.\d+ failed\. This is a bug in seqwright/);
  expect(err).toContain("Please report it");
  expect(err).toContain("boom");
});

test("a pipe gets no colours, unless FORCE_COLOR asks for them", async () => {
  await using folder = await temporaryFolder();
  const failed = (env: Readonly<Record<string, string>>) => seqwright(folder.path, ["run", "nowhere"], env);
  const red = /\u{1b}\[31m/u;
  expect((await failed({ NO_COLOR: "" })).err).not.toMatch(red);
  expect((await failed({ NO_COLOR: "", FORCE_COLOR: "1" })).err).toMatch(red);
});
