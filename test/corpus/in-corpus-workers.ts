import { join } from "node:path";
import { type Answered, inWorkers, type WorkerOptions } from "../support/in-workers.ts";
import type { Answers, Task } from "./task.ts";

/** Does the corpus' tasks in processes of their own. */
export function inCorpusWorkers<T extends Task>(
  tasks: AsyncIterable<T> | Iterable<T>,
  options: Omit<WorkerOptions, "program">,
  onAnswer: (task: T, answered: Answered<Answers[T["kind"]]>) => Promise<void> | void,
): Promise<void> {
  return inWorkers(tasks, { ...options, program: join(import.meta.dirname, "worker.ts") }, onAnswer);
}
