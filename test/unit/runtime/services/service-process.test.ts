import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { processIdentity, processTree } from "../../../../runtime/services/process-identity.ts";
import { isRunning, killProcess, stopProcess } from "../../../../runtime/services/service-process.ts";

async function child(script: string): Promise<ChildProcess & { readonly pid: number }> {
  const started = spawn(
    process.execPath,
    ["-e", `${script}; console.log("up"); setInterval(() => {}, 1000)`],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(started.stdout, "data");
  return started as typeof started & { readonly pid: number };
}

async function serviceProcess(pid: number) {
  return { pid, identity: (await processIdentity(pid)) ?? "", since: "" };
}

test("a process that only has the number of ours is left alone", async () => {
  const stranger = await child("");
  const remembered = { ...(await serviceProcess(stranger.pid)), identity: "an earlier start" };
  expect(await isRunning(remembered)).toBe(false);
  await stopProcess(remembered, "SIGTERM");
  await killProcess(remembered);
  expect(await processIdentity(stranger.pid)).toBeDefined();
  stranger.kill("SIGKILL");
});

test("stopping waits until the process is gone, even a paused one", async () => {
  const target = await child("");
  const known = await serviceProcess(target.pid);
  process.kill(target.pid, "SIGSTOP");
  await stopProcess(known, "SIGTERM");
  expect(await isRunning(known)).toBe(false);
});

test("what ignores the signal is killed after a while", async () => {
  const target = await child("process.on('SIGTERM', () => {})");
  const known = await serviceProcess(target.pid);
  await stopProcess(known, "SIGTERM", 100);
  expect(await isRunning(known)).toBe(false);
});

test("killing takes the children along", async () => {
  const script =
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
  const target = await child(script);
  const [, grandchild = 0, ...others] = await processTree(target.pid);
  expect(others).toEqual([]);
  await killProcess(await serviceProcess(target.pid));
  await expect.poll(() => processIdentity(grandchild)).toBeUndefined();
});
