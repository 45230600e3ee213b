import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Answers, Task } from "./task.ts";

/** A task's answer, or why there is none: its process died, or said nothing for too long. */
export type Answered<T extends Task> = { readonly answer: Answers[T["kind"]] } | { readonly crash: string };

export interface WorkerOptions {
  /** How many processes work side by side. */
  readonly workers: number;
  /** How long a worker may say nothing, in milliseconds, before it is ended. */
  readonly silenceMs: number;
}

// Modules that were imported stay in memory, so no worker lives for long.
const tasksPerWorker = 50;
const memoryMb = 1_500;

/** Does tasks in processes of their own, so that one which crashes, hangs or eats all memory spoils no other. */
export async function inWorkers<T extends Task>(
  tasks: AsyncIterable<T> | Iterable<T>,
  { workers, silenceMs }: WorkerOptions,
  onAnswer: (task: T, answered: Answered<T>) => Promise<void> | void,
): Promise<void> {
  const queue = oneByOne(tasks);
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    let done = 0;
    try {
      for (let task = await queue(); task !== undefined; task = await queue()) {
        worker ??= startWorker(silenceMs);
        const answered = await worker.ask(task);
        await onAnswer(task, answered as Answered<T>);
        done += 1;
        if ("crash" in answered || done % tasksPerWorker === 0) {
          worker.stop();
          worker = undefined;
        }
      }
    } finally {
      worker?.stop();
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
}

/** Lanes ask side by side for what comes one by one. */
function oneByOne<T>(tasks: AsyncIterable<T> | Iterable<T>): () => Promise<T | undefined> {
  const all = Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]();
  let latest: Promise<T | undefined> = Promise.resolve(undefined);
  return () => {
    latest = latest.then(async () => {
      const { done, value } = await all.next();
      return done === true ? undefined : value;
    });
    return latest;
  };
}

interface Worker {
  ask(task: Task): Promise<{ readonly answer: unknown } | { readonly crash: string }>;
  stop(): void;
}

function startWorker(silenceMs: number): Worker {
  const child = fork(join(import.meta.dirname, "worker.ts"), [], {
    execArgv: ["--conditions=seqwright-source", "--no-warnings", `--max-old-space-size=${memoryMb}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  return {
    ask: (task) => asked(child, task, silenceMs, () => complaint),
    stop: () => void child.kill("SIGKILL"),
  };
}

function asked(
  child: ChildProcess,
  task: Task,
  silenceMs: number,
  complaint: () => string,
): ReturnType<Worker["ask"]> {
  return new Promise((resolve) => {
    const finish = (answered: { readonly answer: unknown } | { readonly crash: string }): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      resolve(answered);
    };
    const onMessage = (message: { readonly answer?: unknown; readonly crash?: string }): void => {
      if (message.crash !== undefined) finish({ crash: message.crash });
      else if (message.answer === undefined) timer.refresh();
      else finish({ answer: message.answer });
    };
    const onExit = (code: number | null, signal: string | null): void =>
      finish({ crash: `The process ended (${signal ?? code}). ${complaint()}`.trim() });
    const onError = (error: Error): void => finish({ crash: error.message });
    const timer = setTimeout(
      () => finish({ crash: `Nothing was heard of it for ${silenceMs / 1000} seconds.` }),
      silenceMs,
    );
    child.on("message", onMessage).once("exit", onExit).once("error", onError);
    child.send(task, (error) => {
      if (error !== null) finish({ crash: error.message });
    });
  });
}
