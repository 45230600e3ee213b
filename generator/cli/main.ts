import { resolve } from "node:path";
import pico from "picocolors";
import { run } from "./run.ts";
import { exitCodes } from "./exit-codes.ts";
import { bugReport } from "../diagnostics/bug-report.ts";
import { HostError } from "../host/host.ts";
import { nodeHost } from "../host/node-host.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run(process.argv.slice(2), {
      open: (folder) => nodeHost(resolve(folder)),
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      color: pico.isColorSupported && process.stderr.isTTY,
    });
  } catch (error) {
    if (error instanceof HostError) {
      process.stderr.write(
        `${pico.createColors(pico.isColorSupported && process.stderr.isTTY).red("error")}: ${error.message}\n`,
      );
      return exitCodes.inputErrors;
    }
    process.stderr.write(bugReport(error));
    return exitCodes.bug;
  }
}
