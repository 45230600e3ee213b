import { exitCodes } from "./exit-codes.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work`, which stops when its signal is aborted: at the first Ctrl-C. The second one ends the process at once.
 * Work that gives up by throwing the signal's reason resolves to the exit code of an interrupted program, and
 * `onGivenUp` is told.
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<number>,
  onGivenUp: () => void,
): Promise<number> {
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupt = (): void => {
    if (signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  };
  for (const name of signals) process.on(name, interrupt);
  try {
    return await work(signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    onGivenUp();
    return exitCodes.interrupted;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}
