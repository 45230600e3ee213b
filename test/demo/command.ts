import { once } from "node:events";
import { exitCodes } from "../../generator/cli/context/exit-codes.ts";
import { untilInterrupted } from "../../generator/cli/context/until-interrupted.ts";
import { ServiceError } from "../../generator/services/machine/service-error.ts";

/** What a command was told that it does not know. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Runs a command of this repository until it resolves to its exit code, or until Ctrl-C: then `work` is left where it
 * is, and what it holds by `await using` is disposed of.
 */
export async function command(usage: string, work: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const complain = (text: string): void => void process.stderr.write(`${text}\n`);
  try {
    const exitCode = await untilInterrupted(work, () => complain("\nInterrupted."));
    // What was cut off may still be waiting for servers that are gone.
    if (exitCode === exitCodes.interrupted) process.exit(exitCode);
    process.exitCode = exitCode;
  } catch (error) {
    if (error instanceof ServiceError) {
      complain(error.message);
      process.exitCode = 1;
    } else if (isUsageError(error)) {
      complain(`${error.message}\n\n${usage}`);
      process.exitCode = exitCodes.badUsage;
    } else throw error;
  }
}

/** Resolves with the work, unless Ctrl-C comes first. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return Promise.race([work, abortionOf(signal)]);
}

async function abortionOf(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}
