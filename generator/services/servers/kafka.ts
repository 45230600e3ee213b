import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { notAnAddress } from "./given-address.ts";
import type { Machine } from "../machine/machine.ts";
import type { Program, Server } from "./server.ts";
import { messageOf } from "../machine/service-error.ts";
import { kafkaVersion } from "./kafka-jars.ts";
import { cachedKafkaJars, fetchKafkaJars } from "./fetch-kafka-jars.ts";
import { kafkaPing } from "./kafka-ping.ts";
import { kafkaProperties } from "./kafka-properties.ts";
import { findJava, installJava } from "./java.ts";

export const kafka: Server<"kafka"> = {
  name: "kafka",
  title: "Kafka",
  portCount: 2,
  startTimeoutMs: 60_000,
  variables: ["KAFKA_BROKERS"],

  fromEnvironment({ KAFKA_BROKERS: text }) {
    const brokers = (text ?? "")
      .split(",")
      .map((broker) => broker.trim())
      .filter((broker) => broker !== "");
    for (const broker of brokers) {
      const [, port] = /^(?:\[[\da-fA-F:.]+\]|[^\s:/]+):(\d+)$/.exec(broker) ?? [];
      if (port === undefined || Number(port) > 65_535)
        throw notAnAddress("KAFKA_BROKERS", "broker1:9092,broker2:9092");
    }
    return brokers.length === 0 ? undefined : { brokers };
  },
  toEnvironment: ({ brokers }) => ({ KAFKA_BROKERS: brokers.join(",") }),

  async find(machine) {
    const java = await findJava(machine);
    if (java === undefined) return undefined;
    return (await findDistribution(java, machine)) ?? (await cachedProgram(java, machine));
  },

  async install(machine) {
    const java = (await findJava(machine)) ?? (await installJava(machine));
    const jars = (await cachedKafkaJars(machine)) ?? (await fetchKafkaJars(machine));
    return { path: java, version: kafkaVersion, files: jars };
  },

  async prepare({ program, folder, ports: [clientPort = 0, controllerPort = 0] }) {
    const data = join(folder, "data");
    await mkdir(data, { mode: 0o700 });
    // What Kafka's own "format" command would write, without the seconds that its JVM takes to start.
    const [clusterId, directoryId] = [uuid(), uuid()];
    const meta = { version: 1, "cluster.id": clusterId, "node.id": 1, "directory.id": directoryId };
    await writeFile(join(data, "meta.properties"), propertyLines(meta));
    const settings = join(folder, "server.properties");
    await writeFile(settings, propertyLines(kafkaProperties({ data, clientPort, controllerPort })));
    return {
      launch: {
        program: program.path,
        args: [
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "-Dorg.apache.logging.log4j.level=WARN",
          "-cp",
          (program.files ?? []).join(delimiter),
          "kafka.Kafka",
          settings,
        ],
        // In the locale C, a JVM cannot name a file whose path has other letters than English ones.
        env: { LC_ALL: "C.UTF-8" },
        stopSignal: "SIGTERM",
      },
      address: { brokers: [`127.0.0.1:${clientPort}`] },
    };
  },

  async check({ brokers }, timeoutMs) {
    let reason: unknown = new Error("there is no broker in the list");
    for (const broker of brokers) {
      try {
        await kafkaPing(broker, timeoutMs);
        return "";
      } catch (error) {
        reason = new Error(`${broker}: ${messageOf(error)}`, { cause: error });
      }
    }
    throw reason;
  },
};

/** A distribution that somebody unpacked or installed. Older ones than 4 need ZooKeeper or a formatted folder. */
async function findDistribution(java: string, machine: Machine): Promise<Program | undefined> {
  const home = machine.env["KAFKA_HOME"];
  for (const folder of [home, "/opt/kafka", "/usr/local/kafka", "/opt/homebrew/opt/kafka/libexec"]) {
    if (folder === undefined || folder === "") continue;
    const libraries = join(folder, "libs");
    for (const name of await machine.listFolder(libraries)) {
      const [, version] = /^kafka_2\.13-(\d+(?:\.\d+)+)\.jar$/.exec(name) ?? [];
      if (version !== undefined && Number.parseInt(version, 10) >= 4)
        return { path: java, version, files: [join(libraries, "*")] };
    }
  }
  return undefined;
}

async function cachedProgram(java: string, machine: Machine): Promise<Program | undefined> {
  const files = await cachedKafkaJars(machine);
  return files === undefined ? undefined : { path: java, version: kafkaVersion, files };
}

/** Sixteen bytes as Kafka writes them. It refuses some that begin with a dash, and its own tool never makes one. */
function uuid(): string {
  const text = randomBytes(16).toString("base64url");
  return text.startsWith("-") ? uuid() : text;
}

function propertyLines(properties: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}\n`)
    .join("");
}

/** Java reads the file as Latin-1, and what begins with a backslash as an escape. */
function escapeProperty(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
