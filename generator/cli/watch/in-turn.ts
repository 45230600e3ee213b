/**
 * Runs work for names that come in, one after the other and beside everything else; a name that waits already is not done
 * twice. `failed` gets what a run throws.
 */
export function inTurn(
  run: (name: string) => Promise<unknown>,
  failed: (error: unknown) => void,
): (name: string) => void {
  const waiting = new Set<string>();
  let isRunning = false;
  const runAll = async (): Promise<void> => {
    isRunning = true;
    // What is added meanwhile comes last, and is met, too.
    for (const name of waiting) {
      waiting.delete(name);
      await run(name).catch(failed);
    }
    isRunning = false;
  };
  return (name) => {
    waiting.add(name);
    if (!isRunning) void runAll();
  };
}
