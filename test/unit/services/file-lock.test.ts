import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { withFileLock } from "../../../generator/services/machine/file-lock.ts";
import { processIdentity } from "../../../generator/services/machine/process-identity.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("only one of many is inside at a time, and nothing is left behind", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.lock");
  let inside = 0;
  const most: number[] = [];
  const work = async (): Promise<void> => {
    inside += 1;
    most.push(inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 10 }, () => withFileLock(path, work, { pollMs: 2 })));
  expect(most).toEqual(Array.from({ length: 10 }, () => 1));
  expect(await readdir(folder.path)).toEqual([]);
});

test("a failure inside releases the lock", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.lock");
  const failing = withFileLock(path, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await withFileLock(path, async () => "in")).toBe("in");
});

test.for([
  ["of a process that is gone", { id: "x", pid: 2 ** 22 + 1, identity: "a start" }],
  ["of another process with the same number", { id: "x", pid: process.pid, identity: "an earlier start" }],
] as const)("the lock %s is broken, by one of several", async ([, holder]) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.lock");
  await writeFile(path, JSON.stringify(holder));
  const results = await Promise.all(
    [1, 2, 3].map((value) => withFileLock(path, async () => value, { pollMs: 2 })),
  );
  expect(results).toEqual([1, 2, 3]);
  expect(await readdir(folder.path)).toEqual([]);
});

test("who waits for a live process is told once which", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.lock");
  const waits: number[] = [];
  await withFileLock(path, async () => {
    const second = withFileLock(path, async () => "in", { pollMs: 2, onWait: (pid) => waits.push(pid) });
    await expect.poll(() => waits).toEqual([process.pid]);
    expect(await processIdentity(process.pid)).toBeDefined();
    return { second };
  }).then(({ second }) => second);
  expect(waits).toEqual([process.pid]);
});

test("however many find a lock of a process that is gone, one is inside at a time and none waits for ever", async () => {
  await using folder = await temporaryFolder();
  for (let round = 0; round < 30; round += 1) {
    const path = join(folder.path, `${round}.lock`);
    await writeFile(path, JSON.stringify({ id: "x", pid: process.pid, identity: "an earlier start" }));
    let inside = 0;
    const work = async (): Promise<number> => {
      inside += 1;
      const count = inside;
      await setImmediate();
      inside -= 1;
      return count;
    };
    const counts = await Promise.all(
      Array.from({ length: 5 }, () => withFileLock(path, work, { pollMs: 1 })),
    );
    expect(counts).toEqual([1, 1, 1, 1, 1]);
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test("a lock is broken even if a process was killed while it broke it", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "a.lock");
  const gone = (id: string): string => JSON.stringify({ id, pid: process.pid, identity: "an earlier start" });
  await writeFile(path, gone("x"));
  await writeFile(`${path}.broken-x`, gone("y"));
  expect(await withFileLock(path, async () => "in", { pollMs: 1 })).toBe("in");
  expect(await readdir(folder.path)).toEqual([]);
});
