import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { LoadedConfig } from "../../config/load-config.ts";
import type { Host } from "../../host/host.ts";
import { tracedHost, type Trace } from "../../host/traced-host.ts";
import { verifyTrace } from "../../host/verify-trace.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { ProjectReport } from "../report/project-report.ts";
import { evaluatedHash } from "./evaluated-hash.ts";
import { isCacheOn } from "./is-cache-on.ts";
import { packReport } from "./pack-report.ts";
import { programFingerprint } from "./program-fingerprint.ts";
import { recordPath } from "./record-path.ts";
import type { RunRecord } from "./run-record.ts";

export interface Remembering {
  /** The folder that the command was started in; whatever is read through it is an input of the run. */
  readonly host: Host;
  /** Keeps what the next run would find if nothing changed until then; undefined where only that run can say. */
  readonly remember: (report: ProjectReport | undefined, config: LoadedConfig) => Promise<void>;
}

/** Keeps what a run about all diagrams has found, so that the next one can say it while its inputs are the same. */
export function remembering(context: CommandContext, asked: readonly string[]): Remembering {
  if (asked.length > 0 || !context.cwd.isOnDisk || !isCacheOn())
    return { host: context.cwd, remember: () => Promise.resolve() };
  const { host, trace } = tracedHost(context.cwd);
  const path = recordPath(context.cwd.root, context.configPath);
  return {
    host,
    remember: async (report, config) => {
      const record = report === undefined ? undefined : recordOf(report, config, trace());
      // A folder for caches that cannot be written has none; nothing is lost but time.
      await (record === undefined ? rm(path, { force: true }) : save(path, record)).catch(() => undefined);
    },
  };
}

function recordOf(
  report: ProjectReport,
  { module, source }: LoadedConfig,
  trace: Trace,
): RunRecord | undefined {
  const hash = module && evaluatedHash(module.exported);
  const hasConfig = source.path !== "";
  // Others may have written meanwhile: what this run saw has to be what is there.
  if ((hasConfig && hash === undefined) || verifyTrace(trace) === undefined) return undefined;
  return {
    program: programFingerprint(),
    config: module === undefined || hash === undefined ? undefined : { path: module.path, hash },
    trace,
    report: packReport(report, trace),
  };
}

async function save(path: string, record: RunRecord): Promise<void> {
  const half = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(half, JSON.stringify(record), { flag: "wx", mode: 0o600 });
  await rename(half, path);
}
