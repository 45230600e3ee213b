import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import {
  coveredVersions,
  type LoadFile,
  repairKafkajs,
} from "../../../../runtime/adapters/kafka/repairs/repair-kafkajs.ts";
import { FatalError } from "../../../../runtime/index.ts";

/** A module in place of kafkajs, with classes as the repairs expect them. */
function standIn(version: string): Record<string, unknown> {
  return {
    "kafkajs/package.json": { version },
    "kafkajs/src/network/connection": class {
      connect(): void {}
    },
    "kafkajs/src/consumer/consumerGroup": class {
      joinAndSync(): void {}
      heartbeat(): void {}
    },
    "kafkajs/src/network/requestQueue": class {
      scheduleCheckPendingRequests(): void {}
      scheduleRequestTimeoutCheck(): void {}
    },
  };
}

function loading(files: Readonly<Record<string, unknown>>): LoadFile {
  return (path) => {
    if (path in files) return files[path];
    throw new Error(`Cannot find module '${path}'`);
  };
}

function refusalOf(files: Readonly<Record<string, unknown>>): unknown {
  try {
    repairKafkajs(loading(files));
  } catch (error) {
    return error;
  }
  return "no refusal";
}

test("the peer range names exactly the versions that the repairs cover", async () => {
  const manifest = new URL("../../../../runtime/package.json", import.meta.url);
  const { peerDependencies } = JSON.parse(await readFile(manifest, "utf8")) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  expect(peerDependencies["kafkajs"]).toBe(coveredVersions.join(" || "));
});

test("the installed kafkajs is repaired", () => {
  const Queue = createRequire(import.meta.url)("kafkajs/src/network/requestQueue") as {
    readonly prototype: { scheduleCheckPendingRequests(this: object): void };
  };
  repairKafkajs();
  const idle = { pending: [], throttledUntil: -1 };
  // Without the repair, it sets a timer on the queue.
  Queue.prototype.scheduleCheckPendingRequests.call(idle);
  expect(idle).toEqual({ pending: [], throttledUntil: -1 });
});

test("a class is repaired once, however often that is asked for", () => {
  const files = standIn("2.2.4");
  repairKafkajs(loading(files));
  const { prototype } = files["kafkajs/src/network/connection"] as { prototype: { connect: unknown } };
  const once = prototype.connect;
  repairKafkajs(loading(files));
  expect(prototype.connect).toBe(once);
});

test.each(["2.2.3", "2.3.0", "3.0.0", "2.2.4-beta.0"])("kafkajs %s is refused", (version) => {
  const error = refusalOf(standIn(version));
  expect(error).toBeInstanceOf(FatalError);
  expect(error).toHaveProperty(
    "message",
    `kafkajs ${version} is installed, but the Kafka adapter repairs faults inside kafkajs 2.2.4 only: install kafkajs@2.2.4`,
  );
});

test("a covered version whose class lacks a method is refused", () => {
  const files = {
    ...standIn("2.2.4"),
    "kafkajs/src/consumer/consumerGroup": class {
      heartbeat(): void {}
    },
  };
  const error = refusalOf(files);
  expect(error).toBeInstanceOf(FatalError);
  expect(error).toHaveProperty(
    "message",
    'kafkajs/src/consumer/consumerGroup has no method "joinAndSync", which the Kafka adapter repairs; it has been changed: install kafkajs@2.2.4 as it was published',
  );
});

test.each([{}, undefined, "text"])("a covered version whose file exports %o is refused", (exported) => {
  const error = refusalOf({ ...standIn("2.2.4"), "kafkajs/src/network/connection": exported });
  expect(error).toBeInstanceOf(FatalError);
});

test("kafkajs whose files cannot be loaded, as in a bundle, is refused", () => {
  const error = refusalOf({});
  expect(error).toBeInstanceOf(FatalError);
  expect(error).toHaveProperty(
    "message",
    "the Kafka adapter cannot load kafkajs/package.json, and so cannot repair the faults of kafkajs: install kafkajs@2.2.4, and leave kafkajs out of bundles",
  );
});
