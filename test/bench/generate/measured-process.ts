import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";

/** What a whole process took. */
export interface Measured {
  readonly wallMs: number;
  /** Of all its threads. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Says at the end of a process what it took, where its starter listens. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from "node:fs";
  process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));`)}`;

/** Starts `seqwright` from its sources, as one process. */
export function startSeqwright(argv: readonly string[]): ChildProcess {
  const program = resolve("generator/cli/main.ts");
  return spawn(process.execPath, ["--import", telling, "--conditions=seqwright-source", program, ...argv], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
}

/** Runs `seqwright` to its end. Rejects where that is not a success. */
export async function measureSeqwright(argv: readonly string[]): Promise<Measured> {
  const start = performance.now();
  const child = startSeqwright(argv);
  child.stdout?.resume();
  const [usage, complaints] = [text(child.stdio[3] as Readable), text(child.stderr as Readable)];
  const [code] = (await once(child, "exit")) as [number | null];
  const wallMs = performance.now() - start;
  if (code !== 0)
    throw new Error(`seqwright ${argv.join(" ")} ended with ${String(code)}:\n${await complaints}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(await usage) as NodeJS.ResourceUsage;
  return { wallMs, cpuMs: (userCPUTime + systemCPUTime) / 1_000, peakMb: maxRSS / 1_024 };
}
