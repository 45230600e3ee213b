import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { withFileLock } from "../machine/file-lock.ts";
import type { Machine } from "../machine/machine.ts";
import { messageOf, ServiceError } from "../machine/service-error.ts";
import { lastLines } from "../machine/log-tail.ts";
import { jarPath, kafkaJars, kafkaVersion } from "./kafka-jars.ts";

const mavenCentral = "https://repo.maven.apache.org/maven2";
const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
const remedy =
  "Check the connection to Maven Central, set KAFKA_HOME to an unpacked Kafka 4, or set KAFKA_BROKERS to brokers that run.";

/** What to fetch and from where; the defaults are Kafka's broker and Maven Central. */
export interface JarSource {
  readonly jars: typeof kafkaJars;
  readonly repository: string;
}

const broker: JarSource = { jars: kafkaJars, repository: mavenCentral };

/** The broker's jars in this user's cache, if they are all there. */
export async function cachedKafkaJars(
  machine: Machine,
  { jars }: JarSource = broker,
): Promise<readonly string[] | undefined> {
  const present = new Set(await machine.listFolder(jarFolder(machine)));
  return jars.every(([coordinates]) => present.has(fileName(coordinates)))
    ? jars.map(([coordinates]) => join(jarFolder(machine), fileName(coordinates)))
    : undefined;
}

/**
 * Brings the broker's jars into the cache. Maven goes first, because it knows the mirror and the proxy of the place;
 * without it they come straight from Maven Central. Either way only files with the expected checksum are kept.
 */
export async function fetchKafkaJars(
  machine: Machine,
  source: JarSource = broker,
): Promise<readonly string[]> {
  const folder = jarFolder(machine);
  const fetchAll = async (): Promise<readonly string[]> => {
    const cached = await cachedKafkaJars(machine, source);
    if (cached !== undefined) return cached;
    const temporary = `${folder}.tmp`;
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    try {
      if (!(await copyWithMaven(source, temporary, machine))) await download(source, temporary, machine);
      await rm(folder, { recursive: true, force: true });
      await rename(temporary, folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return source.jars.map(([coordinates]) => join(folder, fileName(coordinates)));
  };
  return withFileLock(`${folder}.lock`, fetchAll, {
    onWait: (holder) => machine.log(`waiting for process ${holder}, which gets Kafka …`),
    signal: machine.signal,
  });
}

async function copyWithMaven({ jars }: JarSource, folder: string, machine: Machine): Promise<boolean> {
  const maven = await machine.findProgram(["mvn"]);
  if (maven === undefined) return false;
  machine.log(`getting Kafka ${kafkaVersion} (${jars.length} jars) with Maven …`);
  const work = join(folder, "maven");
  await mkdir(work);
  const pom = join(work, "pom.xml");
  await writeFile(pom, pomOf(jars));
  const { exitCode, output } = await machine.run(maven, [
    "-B",
    "-q",
    "-f",
    pom,
    copyDependencies,
    `-DoutputDirectory=${join(work, "jars")}`,
    "-Dmdep.useRepositoryLayout=true",
  ]);
  try {
    if (exitCode !== 0) throw new Error(lastLines(output));
    for (const [coordinates, sha256] of jars) {
      const file = join(work, "jars", jarPath(coordinates));
      verify(coordinates, await readFile(file), sha256);
      await copyFile(file, join(folder, fileName(coordinates)));
    }
    return true;
  } catch (error) {
    machine.log(`Maven did not get them: ${messageOf(error).trim()}`);
    return false;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download({ jars, repository }: JarSource, folder: string, machine: Machine): Promise<void> {
  machine.log(`downloading Kafka ${kafkaVersion} (${jars.length} jars) from ${new URL(repository).host} …`);
  const queue = [...jars];
  let megabytes = 0;
  const progress = setInterval(() => {
    machine.log(`downloaded ${megabytes.toFixed(0)} MB, ${queue.length} jars to go …`);
  }, 5000);
  const work = async (): Promise<void> => {
    for (let jar = queue.shift(); jar !== undefined; jar = queue.shift()) {
      const [coordinates, sha256] = jar;
      const content = await downloadJar(`${repository}/${jarPath(coordinates)}`, machine.signal);
      verify(coordinates, content, sha256);
      await writeFile(join(folder, fileName(coordinates)), content);
      megabytes += content.length / 1e6;
    }
  };
  try {
    await Promise.all([work(), work(), work(), work()]);
  } finally {
    queue.length = 0;
    clearInterval(progress);
  }
}

async function downloadJar(url: string, signal: AbortSignal | undefined): Promise<Buffer> {
  let reason = "";
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const limits = [AbortSignal.timeout(120_000), ...(signal === undefined ? [] : [signal])];
      const response = await fetch(url, { signal: AbortSignal.any(limits) });
      if (response.ok) return Buffer.from(await response.arrayBuffer());
      await response.body?.cancel();
      reason = `it answers ${response.status}`;
      if (response.status < 500) break;
    } catch (error) {
      signal?.throwIfAborted();
      reason = messageOf(error);
    }
  }
  throw new ServiceError(`Could not download ${url}: ${reason}.`, { remedy });
}

function verify(coordinates: string, content: Buffer, sha256: string): void {
  const actual = createHash("sha256").update(content).digest("hex");
  if (actual === sha256) return;
  throw new ServiceError(
    `${coordinates} is not the file it should be: its SHA-256 is ${actual}, not ${sha256}.`,
    {
      remedy,
    },
  );
}

/** A project that depends on exactly these jars: what they ask for in turn is in the list already. */
function pomOf(jars: JarSource["jars"]): string {
  const dependencies = jars.map(([coordinates]) => {
    const [group = "", artifact = "", version = ""] = coordinates.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>seqwright</groupId><artifactId>kafka</artifactId><version>1</version>
<dependencies>
${dependencies.join("\n")}
</dependencies></project>
`;
}

function jarFolder(machine: Machine): string {
  return join(machine.cacheFolder, "kafka", kafkaVersion);
}

function fileName(coordinates: string): string {
  return basename(jarPath(coordinates));
}
