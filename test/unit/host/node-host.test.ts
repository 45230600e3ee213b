import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeHost } from "../../../generator/host/node-host.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqwright-host-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("files are written, listed in code unit order, read and removed with the folders left empty", async () => {
  const host = nodeHost(folder);
  await host.writeFiles([
    { path: "가/b.ts", content: "b" },
    { path: "Z/a.ts", content: "a\n" },
  ]);
  expect(await host.listFiles(".")).toEqual(["Z/a.ts", "가/b.ts"]);
  expect(await host.at("가").listFiles(".")).toEqual(["b.ts"]);
  expect(await host.readFile("Z/a.ts")).toBe("a\n");
  await host.removeFiles(["가/b.ts"]);
  expect(await readdir(folder)).toEqual(["Z"]);
});

test("what does not exist reads as undefined and lists as empty", async () => {
  const host = nodeHost(join(folder, "nowhere"));
  expect(await host.readFile("a/b.ts")).toBeUndefined();
  expect(await host.listFiles(".")).toEqual([]);
});

test("nothing is written through a link that leads out of the folder", async () => {
  const outside = join(folder, "outside");
  const output = join(folder, "output");
  await mkdir(outside);
  await mkdir(output);
  await symlink(outside, join(output, "order"));
  const writing = nodeHost(output).writeFiles([
    { path: "fine/a.ts", content: "" },
    { path: "order/a.ts", content: "" },
  ]);
  await expect(writing).rejects.toThrow("outside");
  expect(await readdir(outside)).toEqual([]);
  expect(await nodeHost(output).listFiles("fine")).toEqual([]);
});

test("a file that is a link is replaced, and its target left alone", async () => {
  const target = join(folder, "target.txt");
  await writeFile(target, "precious");
  await mkdir(join(folder, "output"));
  await symlink(target, join(folder, "output", "a.ts"));
  await nodeHost(join(folder, "output")).writeFiles([{ path: "a.ts", content: "new" }]);
  expect(await readFile(target, "utf8")).toBe("precious");
  expect(await readFile(join(folder, "output", "a.ts"), "utf8")).toBe("new");
});

test("when one file cannot be written, none is and no temporary file stays", async () => {
  await writeFile(join(folder, "taken"), "a file where a folder is needed");
  const writing = nodeHost(folder).writeFiles([
    { path: "a.ts", content: "a" },
    { path: "taken/b.ts", content: "b" },
  ]);
  await expect(writing).rejects.toThrow("Cannot write");
  expect(await readdir(folder)).toEqual(["taken"]);
});
