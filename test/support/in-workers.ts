import { type ChildProcess, fork } from "node:child_process";

/** A task's answer, or why there is none: its process died, or said nothing for too long. */
export type Answered<Answer> = { readonly answer: Answer } | { readonly crash: string };

export interface WorkerOptions {
  /** The module that each process runs; it calls `answerTasks`. */
  readonly program: string;
  /** What each process finds in its environment, beside this one's. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many processes work side by side. */
  readonly workers: number;
  /** Modules that were imported stay in memory, so no worker lives for more than so many tasks; 50 where nothing is said. */
  readonly tasksPerWorker?: number;
  /** How long a worker may say nothing, in milliseconds, before it is ended. */
  readonly silenceMs: number;
}

const memoryMb = 1_500;

/** Does tasks in processes of their own, so that one which crashes, hangs or eats all memory spoils no other. */
export async function inWorkers<Task extends object, Answer>(
  tasks: AsyncIterable<Task> | Iterable<Task>,
  options: WorkerOptions,
  onAnswer: (task: Task, answered: Answered<Answer>) => Promise<void> | void,
): Promise<void> {
  const queue = oneByOne(tasks);
  const { tasksPerWorker = 50 } = options;
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    let done = 0;
    try {
      for (let task = await queue(); task !== undefined; task = await queue()) {
        worker ??= startWorker(options);
        const answered = await worker.ask(task);
        await onAnswer(task, answered as Answered<Answer>);
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
  await Promise.all(Array.from({ length: options.workers }, lane));
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
  ask(task: object): Promise<Answered<unknown>>;
  stop(): void;
}

function startWorker({ program, env = {}, silenceMs }: WorkerOptions): Worker {
  const child = fork(program, [], {
    env: { ...process.env, ...env },
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
  task: object,
  silenceMs: number,
  complaint: () => string,
): ReturnType<Worker["ask"]> {
  return new Promise((resolve) => {
    const finish = (answered: Answered<unknown>): void => {
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
