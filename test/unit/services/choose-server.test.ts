import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Server } from "../../../generator/services/servers/server.ts";
import { ServiceError } from "../../../generator/services/machine/service-error.ts";
import { isRunning } from "../../../generator/services/record/service-process.ts";
import type { ServiceProcess } from "../../../generator/services/servers/service-record.ts";
import { type StartOptions, startService } from "../../../generator/services/start-service.ts";
import { stopService } from "../../../generator/services/stop-service.ts";
import { fakeMachine } from "../../support/fake-machine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A server that is a sleeping Node, and answers unless told otherwise. */
function sleeper(isSilent: (url: string) => boolean = () => false) {
  const events: string[] = [];
  const server: Server<"redis"> = {
    name: "redis",
    title: "Sleeper",
    portCount: 1,
    startTimeoutMs: 2000,
    variables: ["SLEEPER_URL"],
    fromEnvironment: ({ SLEEPER_URL: url }) => (url ? { url } : undefined),
    toEnvironment: ({ url }) => ({ SLEEPER_URL: url }),
    async find(machine) {
      events.push("find");
      const path = await machine.findProgram([process.execPath]);
      return path === undefined ? undefined : { path, version: "1" };
    },
    async install() {
      events.push("install");
      return { path: process.execPath, version: "2" };
    },
    async prepare({ program, ports }) {
      events.push("prepare");
      return {
        launch: {
          program: program.path,
          args: ["-e", "setInterval(() => {}, 1000)"],
          env: {},
          stopSignal: "SIGTERM",
        },
        address: { url: `sleeper:${ports[0]}` },
      };
    },
    async check({ url }) {
      events.push("check");
      if (isSilent(url)) throw new Error("connect ECONNREFUSED");
      return "";
    },
  };
  return { server, events };
}

const withNode = { [process.execPath]: () => ({}) };

test("an address from the environment comes before everything else", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const machine = fakeMachine(withNode, { env: { SLEEPER_URL: "sleeper:elsewhere" } });
  const { service, isNew } = await startService(server, { root: folder.path, machine });
  expect(service).toMatchObject({ origin: "environment", address: { url: "sleeper:elsewhere" } });
  expect({ isNew, events }).toEqual({ isNew: false, events: ["check"] });
  await expect(service.kill()).rejects.toThrow("is not ours to stop or start");
});

test("a silent address from the environment is an error that names the variable, never a server of our own", async () => {
  await using folder = await temporaryFolder();
  const { server } = sleeper(() => true);
  const machine = fakeMachine(withNode, { env: { SLEEPER_URL: "sleeper:elsewhere" } });
  const started = startService(server, { root: folder.path, machine });
  await expect(started).rejects.toThrow(ServiceError);
  await expect(started).rejects.toThrow(
    "Sleeper at the address in SLEEPER_URL does not answer: connect ECONNREFUSED.\n" +
      "Start that server, or unset SLEEPER_URL to have one started here.",
  );
});

test("one that runs comes before one that would have to be started, and goes on with its address", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const options = { root: folder.path, machine: fakeMachine(withNode) };
  const first = await startService(server, options);
  try {
    events.length = 0;
    const second = await startService(server, options);
    expect(events).toEqual(["check"]);
    expect(second.service).toMatchObject({
      origin: "running",
      address: first.service.address,
      pid: first.service.pid,
    });
    expect([first.isNew, second.isNew]).toEqual([true, false]);
  } finally {
    await stopService(server, folder.path);
  }
});

test("a found program comes before an installation", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const { service } = await startService(server, { root: folder.path, machine: fakeMachine(withNode) });
  await stopService(server, folder.path);
  expect(service).toMatchObject({ origin: "found", version: "1" });
  expect(events).not.toContain("install");
});

test("what is not found is installed", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const { service } = await startService(server, { root: folder.path, machine: fakeMachine({}) });
  await stopService(server, folder.path);
  expect(service).toMatchObject({ origin: "installed", version: "2" });
  expect(events.slice(0, 3)).toEqual(["find", "install", "prepare"]);
});

test("two calls at once start one server", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const options = { root: folder.path, machine: fakeMachine(withNode) };
  const both = await Promise.all([startService(server, options), startService(server, options)]);
  await stopService(server, folder.path);
  expect(events.filter((event) => event === "prepare")).toHaveLength(1);
  expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
});

test("one that was killed is started again where it was; after a stop for good it is gone", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper();
  const options = { root: folder.path, machine: fakeMachine(withNode) };
  const { service } = await startService(server, options);
  const { pid } = service;
  await service.kill();
  expect(service.pid).toBeUndefined();
  events.length = 0;
  const again = await startService(server, options);
  expect(events).not.toContain("prepare");
  expect(again.service.address).toEqual(service.address);
  expect(again.service.pid).not.toBe(pid);
  expect(await stopService(server, folder.path)).toMatchObject({ pid: again.service.pid });
  expect(await stopService(server, folder.path)).toBeUndefined();
  await expect(service.restart()).rejects.toThrow("was shut down for good by somebody else");
});

test.for([
  [
    "somebody else listens on its port",
    /^Sleeper: somebody else listens on its port \d+; starting anew, without its old data …$/,
  ],
  ["its program is gone", /^Sleeper: .+ is gone; starting anew, without its old data …$/],
] as const)(
  "one that cannot come back because %s is started anew, and nothing of the other is touched",
  async ([reason, line]) => {
    await using folder = await temporaryFolder();
    const { server } = sleeper();
    const { service } = await startService(server, { root: folder.path, machine: fakeMachine(withNode) });
    await service.kill();
    const port = Number(service.address.url.split(":")[1]);
    const squatter = createServer();
    onTestFinished(() => void squatter.close());
    if (reason.includes("port")) await once(squatter.listen(port, "127.0.0.1"), "listening");
    const machine = fakeMachine(reason.includes("port") ? withNode : {});
    const again = await startService(server, { root: folder.path, machine });
    await stopService(server, folder.path);
    expect(machine.lines[0]).toMatch(line);
    expect(again.service.address).not.toEqual(service.address);
    expect(squatter.listening).toBe(reason.includes("port"));
  },
);

test.for([
  ["up", startService],
  ["down", (server: Server, { root }: StartOptions) => stopService(server, root)],
] as const)("the server of another version of this program is stopped by %s", async ([, act]) => {
  await using folder = await temporaryFolder();
  const { server } = sleeper();
  const options = { root: folder.path, machine: fakeMachine(withNode) };
  await startService(server, options);
  const path = join(folder.path, "redis", "service.json");
  const record = JSON.parse(await readFile(path, "utf8")) as { readonly process: ServiceProcess };
  await writeFile(path, JSON.stringify({ format: 2, process: record.process }));
  await act(server, options);
  expect(await isRunning(record.process)).toBe(false);
  await stopService(server, folder.path);
});

test("whoever waits may give up: the server that is starting stays for the next call", async () => {
  await using folder = await temporaryFolder();
  const { server } = sleeper(() => true);
  const interruption = new AbortController();
  const reason = new Error("Ctrl-C");
  const silent: typeof server = {
    ...server,
    async check() {
      interruption.abort(reason);
      throw new Error("not yet");
    },
  };
  const machine = fakeMachine(withNode, { signal: interruption.signal });
  const started = startService(silent, { root: folder.path, machine });
  await expect(started).rejects.toBe(reason);
  expect(await stopService(server, folder.path)).toBeDefined();
});

test("one that ends at once is reported with the end of its log", async () => {
  await using folder = await temporaryFolder();
  const { server } = sleeper(() => true);
  const failing: typeof server = {
    ...server,
    async prepare(setup) {
      const { launch, address } = await server.prepare(setup);
      const script = "console.error('no space left'); process.exit(3)";
      return { launch: { ...launch, args: ["-e", script] }, address };
    },
  };
  const started = startService(failing, { root: folder.path, machine: fakeMachine(withNode) });
  await expect(started).rejects.toThrow(
    `Sleeper ended before it answered. The end of ${join(folder.path, "redis", "log.txt")}:\n  no space left`,
  );
});

test("one that never answers is killed and reported with the reason", async () => {
  await using folder = await temporaryFolder();
  const { server } = sleeper(() => true);
  const slow = { ...server, startTimeoutMs: 300 };
  const started = startService(slow, { root: folder.path, machine: fakeMachine(withNode) });
  await expect(started).rejects.toThrow("did not answer within 0.3 s (connect ECONNREFUSED)");
  expect(await stopService(server, folder.path)).toBeUndefined();
});

test("a port that somebody took in the meantime is exchanged for another", async () => {
  await using folder = await temporaryFolder();
  const { server, events } = sleeper((url) => !url.endsWith("taken once"));
  let attempts = 0;
  const unlucky: typeof server = {
    ...server,
    async prepare(setup) {
      const { launch } = await server.prepare(setup);
      attempts += 1;
      if (attempts > 1) return { launch, address: { url: "taken once" } };
      const script = "console.error('Could not bind: Address already in use'); process.exit(1)";
      return { launch: { ...launch, args: ["-e", script] }, address: { url: "taken" } };
    },
  };
  const machine = fakeMachine(withNode);
  await startService(unlucky, { root: folder.path, machine });
  await stopService(server, folder.path);
  expect(events.filter((event) => event === "prepare")).toHaveLength(2);
  expect(machine.lines.at(-1)).toMatch(/^Sleeper: port \d+ was taken; trying another …$/);
});
