import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import {
  isFrozen,
  processIdentity,
  processTree,
} from "../../../generator/services/machine/process-identity.ts";
import {
  freezeProcess,
  isRunning,
  killProcess,
  signalTree,
  stopProcess,
  untilCollected,
} from "../../../generator/services/record/service-process.ts";

async function child(script: string): Promise<ChildProcess & { readonly pid: number }> {
  const started = spawn(
    process.execPath,
    ["-e", `${script}; console.log("up"); setInterval(() => {}, 1000)`],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  // A frozen one that a failed test leaves behind would keep the test run from ending.
  onTestFinished(() => void started.kill("SIGKILL"));
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

test.runIf(process.platform === "linux")(
  "what is dead counts as gone, and is waited for until it is collected",
  async () => {
    // The shell collects its child only when it is told to go on.
    const shell = spawn("sh", ["-c", "sleep 1000 & echo $!; read line; wait; echo collected; read line"]);
    onTestFinished(() => void shell.kill("SIGKILL"));
    const [first] = (await once(shell.stdout, "data")) as [Buffer];
    const pid = Number(first.toString());
    const known = await serviceProcess(pid);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isRunning(known)).toBe(false);
    expect(() => process.kill(pid, 0)).not.toThrow();
    await untilCollected(known, 50);
    expect(() => process.kill(pid, 0)).not.toThrow();
    const waiting = untilCollected(known, 10_000);
    shell.stdin.write("\n");
    await waiting;
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  },
);

/** The states of all threads of a process at this very moment, by Linux' letters. */
function threadStates(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
    return stat[stat.lastIndexOf(")") + 2] ?? "";
  });
}

test.runIf(process.platform === "linux")("freezing waits until every thread stands still", async () => {
  const script = `
    const { Worker } = require("node:worker_threads");
    for (let i = 0; i < 8; i += 1) new Worker("for (let i = 0; ; i += 1);", { eval: true });`;
  const target = await child(script);
  const known = await serviceProcess(target.pid);
  for (let round = 0; round < 20; round += 1) {
    expect(await freezeProcess(known)).toBe(true);
    const states = threadStates(target.pid);
    expect(states).toEqual(states.map(() => "T"));
    expect(await signalTree(known, "SIGCONT")).toBe(true);
  }
  await killProcess(known);
  expect(await freezeProcess(known)).toBe(false);
});

test("freezing takes along the children that are made meanwhile", async () => {
  const script = `
    const { spawn } = require("node:child_process");
    const again = () => spawn("sleep", ["0.01"]).on("exit", again);
    again()`;
  const target = await child(script);
  const known = await serviceProcess(target.pid);
  for (let round = 0; round < 20; round += 1) {
    expect(await freezeProcess(known)).toBe(true);
    const tree = await processTree(target.pid);
    expect(await Promise.all(tree.map(isFrozen))).toEqual(tree.map(() => true));
    expect(await signalTree(known, "SIGCONT")).toBe(true);
  }
  await killProcess(known);
});
