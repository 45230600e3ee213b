import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  readRecord,
  type ServiceRecord,
  writeRecord,
} from "../../../generator/services/servers/service-record.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const record: ServiceRecord<"redis"> = {
  name: "redis",
  address: { url: "redis://127.0.0.1:1" },
  origin: "found",
  version: "7",
  ports: [1],
  launch: {
    program: "/usr/bin/redis-server",
    args: ["redis.conf"],
    env: { A: "b" },
    user: { uid: 1, gid: 2 },
    stopSignal: "SIGTERM",
  },
  process: { pid: 5, identity: "boot/1", since: "2026-01-01T00:00:00.000Z" },
};

test("what is written is read again, and is for its owner alone", async () => {
  await using folder = await temporaryFolder();
  await writeRecord(folder.path, record);
  expect(await readRecord(folder.path, "redis")).toMatchObject(record);
  expect(await readdir(folder.path)).toEqual(["service.json"]);
  expect((await stat(join(folder.path, "service.json"))).mode & 0o077).toBe(0);
});

test("a stopped server has no process", async () => {
  await using folder = await temporaryFolder();
  await writeRecord(folder.path, { ...record, process: undefined });
  expect((await readRecord(folder.path, "redis"))?.process).toBeUndefined();
});

test.for([
  ["nothing", undefined],
  ["half a file", '{ "format": 1, "na'],
  ["another format", JSON.stringify({ ...record, format: 2 })],
  ["another server", JSON.stringify({ ...record, format: 1, name: "kafka" })],
  [
    "a process number that would signal a whole group",
    JSON.stringify({ ...record, format: 1, process: { ...record.process, pid: -1 } }),
  ],
] as const)("%s counts as no record", async ([, text]) => {
  await using folder = await temporaryFolder();
  if (text !== undefined) await writeFile(join(folder.path, "service.json"), text);
  expect(await readRecord(folder.path, "redis")).toBeUndefined();
});
