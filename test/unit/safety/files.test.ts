import { chmod, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { runCommandLine } from "../../../generator/cli/run-command-line.ts";
import { HostError } from "../../../generator/host/host.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const diagram = "@startuml\nactor U\nparticipant A\nU -> A: go(id)\n@enduml\n";
const written = ["a.handler.ts", "contract.gen.test.ts", "ports.gen.ts", "steps.gen.ts", "wiring.gen.ts"];

async function generated(folder: string): Promise<{ readonly code: number; readonly printed: string }> {
  let printed = "";
  const print = (text: string): void => void (printed += text);
  const code = await runCommandLine(["generate"], {
    open: () => nodeHost(folder),
    out: print,
    err: print,
    color: false,
    isInteractive: false,
  });
  return { code, printed };
}

async function put(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

test("an output folder that is a link is the user's choice, a link inside of it is not followed", async () => {
  await using project = await temporaryFolder();
  await put(project.path, "diagrams/order.puml", diagram);
  await mkdir(join(project.path, "elsewhere"));
  await symlink(join(project.path, "elsewhere"), join(project.path, "generated"));
  expect(await generated(project.path)).toMatchObject({ code: 0 });
  expect(await readdir(join(project.path, "elsewhere/order"))).toEqual(written);

  await mkdir(join(project.path, "outside"));
  await put(project.path, "diagrams/refund.puml", diagram);
  await symlink(join(project.path, "outside"), join(project.path, "elsewhere/refund"));
  await expect(generated(project.path)).rejects.toThrow(HostError);
  expect(await readdir(join(project.path, "outside"))).toEqual([]);
});

test("a folder where a file should be stops everything before anything is written", async () => {
  await using project = await temporaryFolder();
  await put(project.path, "diagrams/order.puml", diagram);
  await mkdir(join(project.path, "generated/order/steps.gen.ts"), { recursive: true });
  await expect(generated(project.path)).rejects.toThrow(/Cannot read .*steps\.gen\.ts/);
  expect(await readdir(join(project.path, "generated/order"))).toEqual(["steps.gen.ts"]);
});

test("files that are read-only are replaced, as a whole", async () => {
  await using project = await temporaryFolder();
  await put(project.path, "diagrams/order.puml", diagram);
  await put(project.path, "generated/order/ports.gen.ts", "// Generated from x by seqwright.\n");
  await chmod(join(project.path, "generated/order/ports.gen.ts"), 0o444);
  expect(await generated(project.path)).toMatchObject({ code: 0 });
  expect(await readFile(join(project.path, "generated/order/ports.gen.ts"), "utf8")).toContain("APort");
});

const utf16 = Buffer.from(`\uFEFF${diagram}`, "utf16le");
test.each([
  ["UTF-16", utf16, 1, "not text in UTF-8"],
  ["UTF-16 without a mark", utf16.subarray(2), 1, "not text in UTF-8"],
  ["not valid UTF-8", Buffer.from(diagram.replace("go", "g\u00FF"), "latin1"), 1, "not text in UTF-8"],
  ["binary", Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)), 1, "not text in UTF-8"],
  ["empty", Buffer.alloc(0), 0, "no diagram in this file"],
  [
    "one line of a million characters",
    Buffer.from(diagram.replace("go", "x".repeat(1_000_000))),
    1,
    "error parse/",
  ],
])("a diagram that is %s is reported, and the others are generated", async (_, content, code, message) => {
  await using project = await temporaryFolder();
  await put(project.path, "diagrams/odd.puml", content);
  await put(project.path, "diagrams/order.puml", diagram);
  const outcome = await generated(project.path);
  expect(outcome.code).toBe(code);
  expect(outcome.printed).toContain(message);
  expect(outcome.printed.length).toBeLessThan(5000);
  expect(await readdir(join(project.path, "generated"))).toEqual(["order", "seqwright-manifest.ndjson"]);
});
