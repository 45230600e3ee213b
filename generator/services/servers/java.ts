import { join } from "node:path";
import type { Machine } from "../machine/machine.ts";
import { installPackage } from "../machine/package-manager.ts";
import { ServiceError } from "../machine/service-error.ts";

const oldest = 17;
const remedy = `Install Java ${oldest} or newer (Debian, Ubuntu: apt-get install openjdk-21-jre-headless, or openjdk-17-jre-headless; macOS: brew install openjdk), or set KAFKA_BROKERS to brokers that run.`;

/** A Java that is new enough for Kafka's broker. */
export async function findJava(machine: Machine): Promise<string | undefined> {
  const home = machine.env["JAVA_HOME"];
  const candidates = [
    ...(home === undefined || home === "" ? [] : [join(home, "bin", "java")]),
    "java",
    "/opt/homebrew/opt/openjdk/bin/java",
    "/usr/local/opt/openjdk/bin/java",
    ...(await machine.listFolder("/usr/lib/jvm")).map((name) => `/usr/lib/jvm/${name}/bin/java`),
  ];
  for (const candidate of candidates) {
    const path = await machine.findProgram([candidate]);
    if (path === undefined) continue;
    // macOS has a java that only says that there is none.
    const { exitCode, output } = await machine.run(path, ["-version"]);
    if (exitCode === 0 && Number(/version "(\d+)/.exec(output)?.[1] ?? 0) >= oldest) return path;
  }
  return undefined;
}

export async function installJava(machine: Machine): Promise<string> {
  const apt = ["openjdk-21-jre-headless", "openjdk-17-jre-headless", "default-jre-headless"];
  await installPackage({ title: `Java ${oldest} or newer`, apt, brew: "openjdk", remedy }, machine);
  const java = await findJava(machine);
  if (java === undefined)
    throw new ServiceError(`Java was installed, but none is version ${oldest} or newer.`, { remedy });
  return java;
}
