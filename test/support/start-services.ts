import type { TestProject } from "vitest/node";
import { serviceNames, type ServiceAddresses, startServices } from "../../generator/services/index.ts";
import { serverNamed } from "../../generator/services/servers/servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the servers of this run are: `inject("services").kafka.brokers`. */
    readonly services: ServiceAddresses;
  }
}

/**
 * Starts the servers once for all integration tests. They stay, so that the next run begins at once; on CI, where
 * there is no next run, they go.
 */
export default async function startServicesOnce(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const services = await startServices({ log: (line) => process.stderr.write(`${line}\n`) });
  const { kafka, minio, redis, postgres } = services;
  project.provide("services", {
    kafka: kafka.address,
    minio: minio.address,
    redis: redis.address,
    postgres: postgres.address,
  });
  // Programs that a test starts look for the addresses where a deployment would put them.
  for (const name of serviceNames)
    Object.assign(process.env, serverNamed(name).toEnvironment(services[name].address));
  return process.env["CI"] === "true" ? async () => services[Symbol.asyncDispose]() : undefined;
}
