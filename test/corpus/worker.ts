import { answerTasks } from "../support/answer-tasks.ts";
import { generateSource } from "./generate-source.ts";
import { runContractTests } from "./run-contract-tests.ts";
import type { Task } from "./task.ts";

// A process of `inCorpusWorkers`.
answerTasks((task: Task, alive) =>
  task.kind === "generate" ? generateSource(task) : runContractTests(task, alive),
);
