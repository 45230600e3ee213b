import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitOf } from "../../../generator/cli/diff/git.ts";
import { runCommandLine } from "../../../generator/cli/run-command-line.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const diagram = (message: string): string =>
  `@startuml\nactor User\nparticipant Shop\nUser -> Shop : ${message}\nShop --> User : ok\n@enduml\n`;

/** A repository with a commit, `old`, and another one, in which a message has another name. */
async function repository() {
  const folder = await temporaryFolder();
  const git = (...args: readonly string[]): void =>
    void execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
      cwd: folder.path,
      stdio: "pipe",
    });
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(folder.path, path, ".."), { recursive: true });
    await writeFile(join(folder.path, path), text);
  };
  git("init", "--quiet", "--initial-branch=main");
  await write("package.json", '{ "type": "module" }');
  await write("diagrams/가게.puml", diagram("order(id)"));
  git("add", ".");
  git("commit", "--quiet", "--message", "one");
  git("branch", "old");
  await write("diagrams/가게.puml", diagram("buy(id)"));
  git("commit", "--quiet", "--all", "--message", "two");
  const seqwright = async (...argv: readonly string[]) => {
    const printed = { out: "", err: "" };
    const exitCode = await runCommandLine(argv, {
      open: () => nodeHost(folder.path),
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      color: false,
      isInteractive: false,
    });
    return { exitCode, ...printed };
  };
  return { ...folder, git, write, seqwright, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test("revisions, ranges, files and folders are compared, and the exit code says what --fail-on asks", async () => {
  await using made = await repository();
  const renamed = 'User → Shop: "order(id)" is "buy(id)" now (breaking)';
  await made.write("before/가게.puml", diagram("order(id)"));
  await made.write("odd/name.puml", diagram("order(id)"));
  for (const sides of [
    ["old"],
    ["old..HEAD"],
    ["old..."],
    ["old", "main"],
    ["before", "diagrams"],
    ["odd/name.puml", "diagrams/가게.puml"],
    ["old", "diagrams/가게.puml"],
  ]) {
    const { exitCode, out } = await made.seqwright("diff", ...sides, "--fail-on", "breaking");
    expect({ sides, exitCode, out }).toEqual({
      sides,
      exitCode: 2,
      out: expect.stringContaining(renamed) as string,
    });
  }
  expect(await made.seqwright("diff", "--fail-on", "any")).toMatchObject({
    exitCode: 0,
    out: "What was compared says the same.\n",
    err: "HEAD and the working tree are both read with the configuration of now.\n",
  });
  expect((await made.seqwright("diff", "old")).exitCode).toBe(0);
});

test("a name is never an option of git, and what is no revision is said", async () => {
  await using made = await repository();
  for (const name of ["--all", "--output=stolen", "-h", "--"])
    expect(await commitOf(name, made.path)).toBeUndefined();
  for (const name of ["nothing", "old^{tree}", "old:diagrams", "old..--all", "../..", "diagrams"]) {
    const { exitCode, err } = await made.seqwright("diff", name);
    expect({ name, exitCode, err }).toEqual({
      name,
      exitCode: 64,
      err: expect.stringContaining(`"`) as string,
    });
  }
});

test("each format tells it, and a diagram with errors is not compared, but said", async () => {
  await using made = await repository();
  const json = JSON.parse((await made.seqwright("diff", "old", "--format", "json")).out) as {
    readonly diagrams: readonly { readonly isBreaking: boolean; readonly participants: readonly unknown[] }[];
  };
  expect(json.diagrams).toMatchObject([
    {
      isBreaking: true,
      participants: [
        { participant: "User", verdict: "breaking" },
        { participant: "Shop", verdict: "breaking" },
      ],
    },
  ]);
  const shown = async (format: string): Promise<string> =>
    (await made.seqwright("diff", "old", "--format", format)).out;
  expect(await shown("github")).toContain("::warning file=diagrams/가게.puml,line=4");
  expect(await shown("plantuml")).toContain("P1 -[#orange]> P2 : buy(id)");
  expect(await shown("markdown")).toContain("| **breaking** | line 4: User → Shop:");
  await made.write(
    "diagrams/가게.puml",
    diagram("buy(id)").replace("actor User", "actor User\nwhat is this"),
  );
  const { exitCode, err, out } = await made.seqwright("diff", "old");
  expect([exitCode, out]).toEqual([1, "What was compared says the same.\n"]);
  expect(err).toContain("Not compared because of errors: diagrams/가게.puml.");
});
