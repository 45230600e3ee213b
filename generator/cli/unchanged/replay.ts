import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { verifyTrace } from "../../host/verify-trace.ts";
import type { Printer } from "../context/terminal.ts";
import { printCheck } from "../report/print-check.ts";
import { printGeneration, printReading } from "../report/print-generation.ts";
import { isWritten } from "../report/is-written.ts";
import type { ProjectReport } from "../report/project-report.ts";
import { evaluateConfig } from "./evaluate-config.ts";
import { evaluatedHash } from "./evaluated-hash.ts";
import { isCacheOn } from "./is-cache-on.ts";
import { textsNeeded, unpackReport } from "./pack-report.ts";
import { type PlainCall, plainCall } from "./plain-call.ts";
import { programFingerprint } from "./program-fingerprint.ts";
import { recordPath } from "./record-path.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * Runs a command line whose inputs are those of the last run: says what that one found, and loads nothing that it takes to
 * find it. Undefined where there is anything to find out; nothing is printed then.
 */
export async function replay(argv: readonly string[], terminal: Printer): Promise<number | undefined> {
  const call = isCacheOn() ? plainCall(argv) : undefined;
  const record = call && readRecord(call);
  if (call === undefined || record === undefined || record.program !== programFingerprint()) return undefined;
  const texts = verifyTrace(record.trace, textsNeeded(record.report));
  if (texts === undefined || !(await isConfigSame(record))) return undefined;
  const report = unpackReport(record.report, texts);
  const printing = { ...call, terminal };
  if (call.command === "check") return printCheck(report, printing);
  if (isToWrite(report, call)) return undefined;
  for (const path of report.read) printReading(path, printing);
  return printGeneration(report, printing);
}

function readRecord({ cwd, config }: PlainCall): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordPath(resolve(cwd), config), "utf8")) as RunRecord;
  } catch {
    return undefined; // There is none.
  }
}

async function isConfigSame({ config }: RunRecord): Promise<boolean> {
  if (config === undefined) return true;
  try {
    return evaluatedHash((await evaluateConfig(config.path)).exported) === config.hash;
  } catch {
    return false; // The full run says what is wrong with it.
  }
}

function isToWrite({ files }: ProjectReport, { force }: PlainCall): boolean {
  return files.some(({ state }) => isWritten(state) || (force && state === "edited"));
}
