import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { flushFiles, settleFlush } from "../../../generator/host/flush-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const names = Array.from({ length: 200 }, (_, index) => `folder/${index}.ts`);

/** A folder with many old files, and one that is to go. */
async function oldState(root: string): Promise<void> {
  await mkdir(join(root, "folder"), { recursive: true });
  for (const name of [...names, "gone/a.ts"]) {
    await mkdir(join(root, name, ".."), { recursive: true });
    await writeFile(join(root, name), "old");
  }
}

async function contents(root: string): Promise<ReadonlySet<string>> {
  return new Set(await Promise.all(names.map((name) => readFile(join(root, name), "utf8"))));
}

const left = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true })).filter((name) => name.includes(".seqwright-"));

test("files come and go together, and nothing else stays", async () => {
  await using folder = await temporaryFolder();
  await oldState(folder.path);
  const files = names.map((path) => ({ path, content: "new" }));
  await flushFiles(folder.path, files, ["gone/a.ts", "gone/never.ts"]);
  expect([...(await contents(folder.path))]).toEqual(["new"]);
  expect(await readdir(folder.path)).toEqual(["folder"]);
  expect(await left(folder.path)).toEqual([]);
});

test("when the last file cannot be replaced, all others are as they were, with their time stamps", async () => {
  await using folder = await temporaryFolder();
  await oldState(folder.path);
  await mkdir(join(folder.path, "taken.ts/inside"), { recursive: true });
  const before = (await stat(join(folder.path, "folder/7.ts"))).mtimeMs;
  const files = [...names, "taken.ts"].map((path) => ({ path, content: "new" }));
  await expect(flushFiles(folder.path, files, ["gone/a.ts"])).rejects.toThrow("Cannot write");
  expect([...(await contents(folder.path))]).toEqual(["old"]);
  expect((await stat(join(folder.path, "folder/7.ts"))).mtimeMs).toBe(before);
  expect(await readFile(join(folder.path, "gone/a.ts"), "utf8")).toBe("old");
  expect(await left(folder.path)).toEqual([]);
});

/** All files get new contents where they are; all of them get other names. */
const changes = {
  replaced: { files: names, removed: ["gone/a.ts"] },
  moved: { files: names.map((name) => `moved/${name}`), removed: names },
};

test.each(Object.entries(changes))(
  "a process that is killed while files are %s leaves a state that is brought back whole",
  async (_, { files, removed }) => {
    await using folder = await temporaryFolder();
    await oldState(folder.path);
    const module = new URL("../../../generator/host/flush-files.ts", import.meta.url).href;
    const code = `const { flushFiles } = await import(${JSON.stringify(module)});
    const files = ${JSON.stringify(files)}.map((path) => ({ path, content: "new" }));
    await flushFiles(${JSON.stringify(folder.path)}, files, ${JSON.stringify(removed)});`;
    const child = spawn(process.execPath, [
      "--input-type=module",
      "--conditions=seqwright-source",
      "-e",
      code,
    ]);
    const ended = once(child, "exit");
    const state = { isOver: false };
    void ended.then(() => (state.isOver = true));
    // As soon as one file is there, before the others are.
    const written = async (): Promise<number> =>
      (
        await Promise.all(files.map((path) => readFile(join(folder.path, path), "utf8").catch(() => "")))
      ).filter((text) => text === "new").length;
    while (!state.isOver && (await written()) === 0);
    child.kill("SIGKILL");
    await ended;
    await settleFlush(folder.path);
    const isWritten = (await written()) > 0;
    const gone = (
      await Promise.all(removed.map((path) => stat(join(folder.path, path)).catch(() => undefined)))
    ).filter((found) => found === undefined);
    expect([await written(), gone.length]).toEqual(isWritten ? [files.length, removed.length] : [0, 0]);
    const before = ["folder", "gone"];
    expect(isWritten ? before : await readdir(folder.path)).toEqual(before);
    expect(await left(folder.path)).toEqual([]);
  },
);

test("a planted journal leads nowhere out of the folder", async () => {
  await using folder = await temporaryFolder();
  const [outside, root] = [join(folder.path, "outside"), join(folder.path, "root")];
  await mkdir(outside);
  await mkdir(root);
  await writeFile(join(outside, "precious.ts"), "precious");
  await symlink(outside, join(root, "link"));
  for (const to of ["../outside/precious.ts", "link/precious.ts"]) {
    await writeFile(join(root, ".seqwright-flush.tmp"), JSON.stringify([{ to }]));
    await expect(settleFlush(root)).rejects.toThrow(/outside|lead out/);
    expect(await readFile(join(outside, "precious.ts"), "utf8")).toBe("precious");
  }
});
