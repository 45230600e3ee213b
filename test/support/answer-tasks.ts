/**
 * Makes this process one of `inWorkers`: one task at a time, each answered by one message. `work` gets what that process
 * sends, and may call `alive` as often as it likes, so that it is not taken for one that hangs. What is thrown where
 * nobody catches it is a crash.
 */
export function answerTasks(work: (task: never, alive: () => void) => Promise<unknown>): void {
  const answer = async (task: unknown): Promise<void> => {
    try {
      process.send?.({ answer: await work(task as never, alive) });
    } catch (error) {
      crashed(error);
    }
  };
  process.on("message", (task) => void answer(task));
  process.on("unhandledRejection", crashed);
  process.on("uncaughtException", crashed);
  process.on("disconnect", () => process.exit());
}

function alive(): void {
  process.send?.({});
}

function crashed(error: unknown): void {
  process.send?.({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
