import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import {
  privateServices,
  type Service,
  type ServiceAddresses,
  type ServiceName,
  serviceNames,
  serviceStatus,
  startServices,
  stopServices,
} from "../../generator/services/index.ts";
import { type Machine, thisMachine } from "../../generator/services/machine/machine.ts";
import { serverNamed } from "../../generator/services/servers/servers.ts";
import { runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** This machine, without the addresses that the test run itself has put into the environment. */
function machine(lines: string[] = []): Machine {
  return { ...thisMachine((line) => void lines.push(line)), env: withoutAddresses() };
}

function withoutAddresses(): Record<string, string> {
  const variables = new Set(serviceNames.flatMap((name) => serverNamed(name).variables));
  const rest = Object.entries(process.env).filter(([name]) => !variables.has(name));
  return Object.fromEntries(rest.map(([name, value]) => [name, value ?? ""]));
}

async function answers(
  { name, address }: Pick<Service, "name" | "address">,
  timeoutMs = 3000,
): Promise<boolean> {
  return serverNamed(name)
    .check(address, timeoutMs)
    .then(
      () => true,
      () => false,
    );
}

/** PostgreSQL runs as another user when the tests run as root, and must get into its folder. */
async function enterableFolder() {
  const folder = await temporaryFolder();
  await chmod(folder.path, 0o711);
  return folder;
}

test.for(serviceNames)("%s of this test run answers at the address that was provided", async (name) => {
  const address: ServiceAddresses[ServiceName] = inject("services")[name];
  expect(await answers({ name, address })).toBe(true);
});

test.for(serviceNames)("a private %s is killed, restarted, paused, resumed and stopped", async (name) => {
  await using services = await privateServices({ only: [name], machine: machine() });
  const service: Service = services[name];
  expect(await answers(service)).toBe(true);
  const first = service.pid;

  await service.kill();
  expect(service.pid).toBeUndefined();
  expect(await answers(service)).toBe(false);
  await service.restart();
  expect(await answers(service)).toBe(true);
  expect(service.pid).not.toBe(first);

  await service.pause();
  expect(await answers(service, 500)).toBe(false);
  await service.resume();
  expect(await answers(service, 10_000)).toBe(true);

  await service.stop();
  expect(await answers(service)).toBe(false);
  await expect(service.pause()).rejects.toThrow("does not run, so it cannot be paused");
});

test("servers run in a folder whose name has spaces and letters of any language", async () => {
  await using folder = await enterableFolder();
  const root = join(folder.path, "내 서버 é");
  await using services = await privateServices({ root, machine: machine() });
  for (const name of serviceNames) expect(await answers(services[name])).toBe(true);
});

test("disposal of private servers leaves neither process nor file", async () => {
  await using root = await temporaryFolder();
  let service: Service;
  {
    await using services = await privateServices({ only: ["redis"], root: root.path, machine: machine() });
    service = services.redis;
    expect(await readdir(`${root.path}/private`)).toHaveLength(1);
  }
  expect(await answers(service)).toBe(false);
  expect(await readdir(`${root.path}/private`)).toEqual([]);
});

test("the private servers of a process that was killed are stopped by the next one", async () => {
  await using root = await temporaryFolder();
  const module = new URL("../../generator/services/index.ts", import.meta.url).href;
  const script = `
    const { privateServices } = await import(${JSON.stringify(module)});
    const { redis } = await privateServices({ only: ["redis"], root: ${JSON.stringify(root.path)} });
    console.log(redis.address.url);
    process.kill(process.pid, "SIGKILL");`;
  const { out, err } = await runProcess(process.execPath, ["--input-type=module", "-e", script]);
  const abandoned = { name: "redis" as const, address: { url: out.trim() } };
  expect(await answers(abandoned)).toBe(true);
  expect(err).toBe("");
  await stopServices({ root: root.path });
  expect(await answers(abandoned)).toBe(false);
});

test("two calls at once, and one later, share one server; down stops it", async () => {
  await using root = await enterableFolder();
  const options = { only: ["redis", "postgres"] as const, root: root.path };
  await using _ = { [Symbol.asyncDispose]: async () => void (await stopServices(options)) };
  const started = await Promise.all(
    [1, 2].map(async () => startServices({ ...options, machine: machine() })),
  );
  const lines: string[] = [];
  const later = await startServices({ ...options, machine: machine(lines) });
  expect(lines).toEqual([]);
  for (const name of options.only) {
    expect(new Set([...started, later].map((services) => services[name].pid)).size).toBe(1);
    expect(later[name].origin).toBe("running");
  }
  await later[Symbol.asyncDispose]();
  // One that was there before survives disposal.
  expect(await answers(later.redis)).toBe(true);
  expect((await stopServices(options)).map(({ name }) => name)).toEqual(["redis", "postgres"]);
  expect(await answers(later.redis)).toBe(false);
  expect(await stopServices(options)).toEqual([]);
});

test("nothing listens beyond the loopback interface", async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address !== undefined && !address.internal && address.family === "IPv4");
  const { kafka, minio, redis, postgres } = inject("services");
  const ports = [`http://${kafka.brokers[0]}`, minio.endpoint, redis.url, postgres.url].map((url) =>
    Number(new URL(url).port),
  );
  for (const port of outside === undefined ? [] : ports) {
    const error = await new Promise<unknown>((done) => {
      const socket = createConnection({ host: outside?.address, port });
      socket.once("connect", () => done(undefined)).once("error", done);
      socket.once("connect", () => socket.destroy());
    });
    expect({ port, error }).toMatchObject({ error: { code: "ECONNREFUSED" } });
  }
});

test("the status of a server that is down says so and starts nothing", async () => {
  await using root = await temporaryFolder();
  const [status] = await serviceStatus({ only: ["redis"], root: root.path, env: {} });
  expect(status).toMatchObject({ state: "down", environment: {}, pid: undefined });
  expect(await readdir(root.path)).toEqual([]);
});
