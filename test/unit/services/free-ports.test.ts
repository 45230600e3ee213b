import { createServer } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { freePorts, isFreePort } from "../../../generator/services/machine/free-ports.ts";

test("ports differ, are free, and lie below those of outgoing connections", async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  for (const port of ports) {
    expect(port).toBeLessThan(32_768);
    expect(await isFreePort(port)).toBe(true);
  }
});

test("a port in use is not chosen", async () => {
  const asked: number[] = [];
  const [port] = await freePorts(1, async (candidate) => asked.push(candidate) === 3);
  expect(port).toBe(asked[2]);
});

test("a port that somebody listens on is not free", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  expect(typeof address === "object" && address !== null && (await isFreePort(address.port))).toBe(false);
  server.close();
});

test("without any free port it says so", async () => {
  await expect(freePorts(1, async () => false)).rejects.toThrow("no free port between 20000 and 32767");
});
