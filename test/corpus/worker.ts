import { generateSource } from "./generate-source.ts";
import { runContractTests } from "./run-contract-tests.ts";
import type { Task } from "./task.ts";

// A process of `inWorkers`: one task at a time, each answered by one message.
process.on("message", (task: Task) => void answer(task));
process.on("unhandledRejection", crashed);
process.on("uncaughtException", crashed);
process.on("disconnect", () => process.exit());

async function answer(task: Task): Promise<void> {
  try {
    process.send?.({
      answer: task.kind === "generate" ? await generateSource(task) : await runContractTests(task, alive),
    });
  } catch (error) {
    crashed(error);
  }
}

function alive(): void {
  process.send?.({});
}

function crashed(error: unknown): void {
  process.send?.({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
