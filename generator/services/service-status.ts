import { openRunFolder } from "./record/run-folder.ts";
import { serverNamed } from "./servers/servers.ts";
import { messageOf } from "./machine/service-error.ts";
import { isRunning } from "./record/service-process.ts";
import { readRecord } from "./servers/service-record.ts";
import { type ServiceName, serviceNames, type ServiceOrigin } from "./servers/service.ts";
import { placeOf } from "./start-service.ts";

/** What is known of a server, without starting anything. */
export interface ServiceStatus {
  readonly name: ServiceName;
  readonly title: string;
  readonly state: "answers" | "silent" | "down";
  readonly origin: Exclude<ServiceOrigin, "running"> | undefined;
  readonly version: string;
  /** What the environment would have to say for others to use it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly pid: number | undefined;
  /** ISO 8601. */
  readonly since: string | undefined;
  /** Why it is silent. */
  readonly problem: string | undefined;
}

export async function serviceStatus(options: {
  readonly only?: readonly ServiceName[];
  readonly root?: string;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<readonly ServiceStatus[]> {
  const root = await openRunFolder(options.root);
  return Promise.all(
    (options.only ?? serviceNames).map((name) => statusOf(name, root, options.env ?? process.env)),
  );
}

async function statusOf(name: ServiceName, root: string, env: NodeJS.ProcessEnv): Promise<ServiceStatus> {
  const server = serverNamed(name);
  const down: ServiceStatus = {
    name,
    title: server.title,
    state: "down",
    origin: undefined,
    version: "",
    environment: {},
    pid: undefined,
    since: undefined,
    problem: undefined,
  };
  const given = server.fromEnvironment(env);
  const record = given === undefined ? await readRecord(placeOf(root, name).folder, name) : undefined;
  const address = given ?? record?.address;
  if (address === undefined) return down;
  if (record !== undefined && (record.process === undefined || !(await isRunning(record.process))))
    return down;
  const known: ServiceStatus = {
    ...down,
    state: "answers",
    origin: record?.origin ?? "environment",
    version: record?.version ?? "",
    environment: server.toEnvironment(address),
    pid: record?.process?.pid,
    since: record?.process?.since,
  };
  try {
    const reported = await server.check(address, 3000);
    return { ...known, version: reported === "" ? known.version : reported };
  } catch (error) {
    return { ...known, state: "silent", problem: messageOf(error) };
  }
}
