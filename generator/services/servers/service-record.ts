import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Server } from "./server.ts";
import { type ServiceAddresses, type ServiceName, serviceNames } from "./service.ts";

const format = 1;

/** What is remembered of a server that we started, so that the next process finds, restarts and stops it. */
export interface ServiceRecord<Name extends ServiceName = ServiceName> {
  readonly name: Name;
  readonly address: ServiceAddresses[Name];
  readonly origin: "found" | "installed";
  readonly version: string;
  readonly ports: readonly number[];
  readonly launch: Awaited<ReturnType<Server["prepare"]>>["launch"];
  /** `undefined` after it was stopped on purpose. */
  readonly process: ServiceProcess | undefined;
}

export interface ServiceProcess {
  readonly pid: number;
  readonly identity: string;
  /** ISO 8601. */
  readonly since: string;
}

const processSchema = z.object({ pid: z.number().int().positive(), identity: z.string(), since: z.string() });

const schema = z.object({
  format: z.literal(format),
  name: z.enum(serviceNames),
  address: z.record(z.string(), z.unknown()),
  origin: z.enum(["found", "installed"]),
  version: z.string(),
  ports: z.array(z.number()),
  launch: z.object({
    program: z.string(),
    args: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    user: z.object({ uid: z.number(), gid: z.number() }).optional(),
    stopSignal: z.enum(["SIGTERM", "SIGINT"]),
  }),
  process: processSchema.optional(),
});

/** The record in a server's folder; `undefined` when there is none, or one that this version cannot read. */
export async function readRecord<Name extends ServiceName>(
  folder: string,
  name: Name,
): Promise<ServiceRecord<Name> | undefined> {
  const parsed = schema.safeParse(await readJson(recordPath(folder)));
  return parsed.success && parsed.data.name === name
    ? (parsed.data as unknown as ServiceRecord<Name>)
    : undefined;
}

/** The process in a server's folder, even if another version of this program wrote the rest of the record. */
export async function readProcess(folder: string): Promise<ServiceProcess | undefined> {
  return z.object({ process: processSchema }).safeParse(await readJson(recordPath(folder))).data?.process;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Replaces the record in one step: a reader sees the old one or the new one. It holds passwords. */
export async function writeRecord(folder: string, record: ServiceRecord): Promise<void> {
  const temporary = `${recordPath(folder)}.tmp`;
  await writeFile(temporary, JSON.stringify({ format, ...record }, undefined, 2), { mode: 0o600 });
  await rename(temporary, recordPath(folder));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function recordPath(folder: string): string {
  return join(folder, "service.json");
}
