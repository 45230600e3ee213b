import { createRequire } from "node:module";
import { FatalError } from "../../../errors/errors.ts";
import { connectionRepair } from "./connection-repair.ts";
import { consumerGroupRepair } from "./consumer-group-repair.ts";
import type { Repair } from "./repair.ts";
import { requestQueueRepair } from "./request-queue-repair.ts";

/** The versions of kafkajs that the repairs were written for and are tested with. The peer range names the same. */
export const coveredVersions: readonly string[] = ["2.2.4"];

const repairs: readonly Repair[] = [requestQueueRepair, connectionRepair, consumerGroupRepair];

/** Reads a file of a package, as `require` does. */
export type LoadFile = (path: string) => unknown;

/**
 * Repairs classes inside kafkajs, each once, however many copies of this module are loaded. Throws a `FatalError` when
 * the installed kafkajs is not one that the repairs were written for: without them, consumers lose work in rebalances
 * and processes do not end, and nobody would see why.
 */
export function repairKafkajs(load: LoadFile = createRequire(import.meta.url)): void {
  const version = installedVersion(load);
  if (!coveredVersions.includes(version))
    throw new FatalError(
      `kafkajs ${version} is installed, but the Kafka adapter repairs faults inside kafkajs ${covered} only: ${remedy}`,
    );
  for (const repair of repairs) applyOnce(repair, prototypeIn(repair, load));
}

const covered = coveredVersions.join(" or ");
const remedy = `install kafkajs@${coveredVersions.at(-1)}`;

function installedVersion(load: LoadFile): string {
  const { version } = loadOrRefuse("kafkajs/package.json", load) as { readonly version?: unknown };
  return String(version);
}

/** The class that the repair is for. Throws when it is not as the repair expects. */
function prototypeIn({ file, methods }: Repair, load: LoadFile): object {
  const path = `kafkajs/src/${file}`;
  const loaded = loadOrRefuse(path, load);
  const prototype: unknown = typeof loaded === "function" ? loaded.prototype : undefined;
  const missing = methods.find((method) => typeof Object(prototype)[method] !== "function");
  if (missing === undefined) return prototype as object;
  throw new FatalError(
    `${path} has no method "${missing}", which the Kafka adapter repairs; it has been changed: ${remedy} as it was published`,
  );
}

function loadOrRefuse(path: string, load: LoadFile): unknown {
  try {
    return load(path);
  } catch (cause) {
    throw new FatalError(
      `the Kafka adapter cannot load ${path}, and so cannot repair the faults of kafkajs: ${remedy}, and leave kafkajs out of bundles`,
      { cause },
    );
  }
}

const repaired = Symbol.for("seqwright.kafkajs.repaired");

function applyOnce({ apply }: Repair, prototype: object): void {
  if (Object.hasOwn(prototype, repaired)) return;
  apply(prototype);
  Object.defineProperty(prototype, repaired, { value: true });
}
