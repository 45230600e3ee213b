import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { WorkerMessage } from "./worker-message.ts";
import type { WorkerTask } from "./worker-task.ts";

/** A process of its own that runs a diagram's system. It dies where its task says so, or when it is told to. */
export interface WorkerProcess extends AsyncDisposable {
  /** Resolves when the system has started, with where its endpoints are served; also when it has died before. */
  readonly ready: Promise<string | undefined>;
  /** Resolves when the process is gone: `killed` by a SIGKILL, its own or that of `kill`, or after `stop`. */
  readonly over: Promise<"killed" | "stopped">;
  readonly isOver: boolean;
  kill(): void;
  /** Lets it finish what is under way, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Where the process runs: the condition by which package names mean their sources counts there, too. */
const isSource = import.meta.url.endsWith(".ts");
const program = fileURLToPath(new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url));

/**
 * Starts a worker process. `onMessage` gets all that it tells, in the order in which it happened, and before `over`
 * resolves. Whoever ends this process ends it as well.
 */
export function startWorker(task: WorkerTask, onMessage: (message: WorkerMessage) => void): WorkerProcess {
  const args = [...(isSource ? ["--conditions=seqwright-source"] : []), "--no-warnings", program];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
  return new OwnedWorker(child, task, onMessage);
}

class OwnedWorker implements WorkerProcess {
  readonly ready: Promise<string | undefined>;
  readonly over: Promise<"killed" | "stopped">;
  readonly #child: ChildProcess;
  #output = "";
  #isOver = false;

  constructor(child: ChildProcess, task: WorkerTask, onMessage: (message: WorkerMessage) => void) {
    this.#child = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#output = (this.#output + text).slice(-outputMax);
    });
    const kill = (): void => this.kill();
    process.once("exit", kill);
    this.over = new Promise((resolve, reject) => {
      child.once("error", reject);
      // All that was said has been read by then.
      child.once("close", (code, signal) => {
        this.#isOver = true;
        process.removeListener("exit", kill);
        if (signal === "SIGKILL") resolve("killed");
        else if (code === 0) resolve("stopped");
        else reject(new Error(`a worker process ended with ${code ?? signal}:\n${this.#output}`));
      });
    });
    this.ready = new Promise((resolve, reject) => {
      child.on("message", (message: WorkerMessage) => {
        if (message.kind === "ready") resolve(message.url);
        if (message.kind === "failed") reject(new Error("the system could not be started"));
        onMessage(message);
      });
      this.over.then(() => resolve(undefined), reject);
    });
    // Somebody asks for them in the end; until then, nobody else has to hear of a failure.
    for (const end of [this.over, this.ready]) end.catch(() => undefined);
    child.send(task);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    if (this.#isOver) return;
    this.#child.send("stop");
    await once(this.#child, "close");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOver) return;
    this.kill();
    await this.over.catch(() => undefined);
  }
}

const outputMax = 8_000;
