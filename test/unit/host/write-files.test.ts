import { expect, test } from "vitest";
import { HostError } from "../../../generator/host/host.ts";
import { memoryHost } from "../../../generator/host/memory-host.ts";
import type { OutputFile } from "../../../generator/host/output-file.ts";
import { writeFiles } from "../../../generator/host/write-files.ts";

const header = "// Generated from diagrams/order.puml by seqwright.\n";
const generated = (path: string, body = ""): OutputFile => ({
  path,
  content: header + body,
  owner: "generator",
});
const handler = (path: string, content = ""): OutputFile => ({ path, content, owner: "developer" });

test("the first run writes everything, the second nothing", async () => {
  const host = memoryHost();
  const files = [generated("order/ports.gen.ts"), handler("order/shop.handler.ts")];
  const states = async (): Promise<readonly string[]> =>
    (await writeFiles(files, host)).files.map(({ path, state }) => `${path}: ${state}`);
  expect(await states()).toEqual(["order/ports.gen.ts: new", "order/shop.handler.ts: new"]);
  expect(await states()).toEqual(["order/ports.gen.ts: unchanged", "order/shop.handler.ts: kept"]);
});

test("a changed generator file is rewritten, a developer's file never", async () => {
  const host = memoryHost({ "order/a.gen.ts": `${header}old`, "order/b.handler.ts": "mine" });
  await writeFiles([generated("order/a.gen.ts", "new"), handler("order/b.handler.ts", "theirs")], host);
  expect(await host.readFile("order/a.gen.ts")).toBe(`${header}new`);
  expect(await host.readFile("order/b.handler.ts")).toBe("mine");
});

test("generator files that are no longer wanted go; files of others and other folders stay", async () => {
  const host = memoryHost({
    "order/old.gen.ts": header,
    "order/notes.ts": "// mine",
    "billing/old.gen.ts": header,
  });
  const report = await writeFiles([generated("order/new.gen.ts")], host);
  expect(report.files).toEqual([
    { path: "order/new.gen.ts", state: "new" },
    { path: "order/old.gen.ts", state: "stale" },
  ]);
  expect(await host.listFiles(".")).toEqual(["billing/old.gen.ts", "order/new.gen.ts", "order/notes.ts"]);
});

test("a folder that is named explicitly is cleaned even when nothing is wanted in it", async () => {
  const host = memoryHost({ "gone/a.gen.ts": header, "gone/a.handler.ts": "mine" });
  await writeFiles([], host, { folders: ["gone"] });
  expect(await host.listFiles(".")).toEqual(["gone/a.handler.ts"]);
});

test.each([
  ["../escape.ts", "could lead out"],
  ["order/../../escape.ts", "could lead out"],
  ["/etc/passwd", "not a relative path"],
  ["order//a.ts", "not a relative path"],
  ["C:/a.ts", "not allowed in file names"],
  [String.raw`order\..\a.ts`, "not allowed in file names"],
  ["order/a\u0000.ts", "not allowed in file names"],
  ["con/a.ts", "reserved name on Windows"],
  ["order/NUL.gen.ts", "reserved name on Windows"],
  ["order./a.ts", "ends in a dot"],
  [`${"가".repeat(86)}/a.ts`, "longer than 255 bytes"],
])("the path %j is refused and nothing is written", async (path, reason) => {
  const host = memoryHost();
  const writing = writeFiles([generated("order/a.gen.ts"), generated(path)], host);
  await expect(writing).rejects.toThrow(HostError);
  await expect(writing).rejects.toThrow(reason);
  expect(await host.listFiles(".")).toEqual([]);
});

test("two files that a case-insensitive disk would merge are refused", async () => {
  await expect(writeFiles([generated("a/Shop.ts"), generated("a/shop.ts")], memoryHost())).rejects.toThrow(
    "one file",
  );
});

test("a decomposed name and its composed form are the same file", async () => {
  const host = memoryHost();
  await writeFiles([generated("주문/a.gen.ts".normalize("NFD"))], host);
  expect(await host.listFiles(".")).toEqual(["주문/a.gen.ts".normalize("NFC")]);
});
