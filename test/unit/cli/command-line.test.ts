import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { commands } from "../../../generator/cli/commands.ts";
import { commandParser } from "../../../generator/cli/run-command-line.ts";
import { scriptedProject } from "../../support/scripted-terminal.ts";

const diagram = "@startuml\nA -> B: x()\n@enduml\n";
const project = scriptedProject({
  "/project/diagrams/order.puml": diagram,
  "/project/diagrams/pay/결제 취소.puml": diagram,
  "/other/diagrams/other.puml": diagram,
});

test.each(commands.map((command) => [command.name, command] as const))(
  "the help of %s has examples, and each is a command line that is understood",
  async (name, { examples }) => {
    const { out, exitCode } = await project.seqwright(name, "--help");
    expect(exitCode).toBe(0);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(out).toContain(`seqwright ${example}`);
      const words = example.split(" ");
      expect(words[0]).toBe(name);
      let started = 0;
      await commandParser(() => Promise.resolve(void (started += 1))).parseAsync(words);
      expect([example, started]).toEqual([example, 1]);
    }
  },
);

test.each([
  ["a command", ["ex"], ["explain"]],
  ["a diagram", ["explain", ""], ["order", "결제 취소"]],
  ["one of several diagrams", ["check", "order", "결"], ["order", "결제 취소"]],
  ["a diagram of the project of another folder", ["ir", "--cwd", "/other", ""], ["other"]],
  ["an option", ["generate", "--str"], ["--strict"]],
  ["the value of an option", ["check", "--format", ""], ["sarif", "junit"]],
  ["one of some words", ["services", ""], ["up", "status", "down"]],
])("completes %s", async (_, words, expected) => {
  const { out, err, exitCode } = await project.seqwright("--get-yargs-completions", "seqwright", ...words);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out.split("\n")).toEqual(expect.arrayContaining(expected));
});

test("a configuration that cannot be read is not told of while somebody types", async () => {
  const broken = scriptedProject({ "/project/seqwright.config.mjs": "export default {" });
  expect(await broken.seqwright("--get-yargs-completions", "seqwright", "explain", "")).toMatchObject({
    exitCode: 0,
    err: "",
  });
});

test.skipIf(process.platform === "win32")("bash completes with the script that is printed", async () => {
  const { out } = await project.seqwright("completion");
  const asked =
    'seqwright() { printf "%s\\n" order "결제" orders; }; COMP_WORDS=(seqwright explain or); COMP_CWORD=2';
  const shell = `${asked}\n${out}\n_seqwright_yargs_completions; printf "%s\\n" "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)("bash", ["-c", shell]);
  expect(stdout).toBe("order\norders\n");
});

test("names behind -- are read, and an option there is refused", async () => {
  expect((await project.seqwright("explain", "--", "order")).out).toContain("order");
  expect(await project.seqwright("explain", "--", "--strict")).toMatchObject({
    exitCode: 64,
    err: expect.stringContaining('"--strict" stands behind "--"') as unknown,
  });
});
