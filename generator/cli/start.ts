import { resolve } from "node:path";
import { isatty } from "node:tty";
import pico from "picocolors";
import { bugReport } from "../diagnostics/bug-report.ts";
import { HostError } from "../host/host.ts";
import { nodeHost } from "../host/node-host.ts";
import { ServiceError } from "../services/machine/service-error.ts";
import { CommandError } from "./context/command-error.ts";
import { exitCodes } from "./context/exit-codes.ts";
import type { Terminal } from "./context/terminal.ts";
import { replay } from "./unchanged/replay.ts";

// A file or a pipe gets no colours. FORCE_COLOR asks for them there, too.
const color = pico.isColorSupported && (isatty(process.stderr.fd) || "FORCE_COLOR" in process.env);

stopWithoutReader();
process.exitCode = await run(process.argv.slice(2)).catch(report);

/** Runs one command line. What it needs is loaded only where there is something to do. */
async function run(argv: readonly string[]): Promise<number> {
  const terminal: Terminal = {
    open: (folder) => nodeHost(resolve(folder)),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    color,
    isInteractive: process.stdout.isTTY,
  };
  const replayed = await replay(argv, terminal);
  if (replayed !== undefined) return replayed;
  const { runCommandLine } = await import("./run-command-line.ts");
  return runCommandLine(argv, terminal);
}

/** Says what a command failed of; resolves to the exit code. */
function report(error: unknown): number {
  const isExplained = [HostError, ServiceError, CommandError].some((kind) => error instanceof kind);
  if (!isExplained || !(error instanceof Error)) {
    process.stderr.write(bugReport(error));
    return exitCodes.bug;
  }
  process.stderr.write(`${pico.createColors(color).red("error")}: ${error.message}\n`);
  return exitCodes.failed;
}

/** When nobody reads any more, as after `seqwright run … | head`, that is as good as Ctrl-C. */
function stopWithoutReader(): void {
  let isTold = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      if (!isTold) process.kill(process.pid, "SIGTERM");
      isTold = true;
    });
  }
}
