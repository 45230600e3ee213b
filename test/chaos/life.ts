import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { WorkerTask } from "./worker.ts";

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));
const livesTooLongMs = 90_000;

/** One worker process. */
export interface Life {
  /** Resolves when a SIGKILL has ended it, its own or that of `end`; rejects when it ends otherwise or lives on. */
  readonly over: Promise<void>;
  end(): void;
}

/** Starts a worker process, which dies where its task says so. */
export function life(task: WorkerTask): Life {
  const args = ["--conditions=seqwright-source", program, JSON.stringify(task)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  const worker =
    task.die === undefined ? "a worker" : `a worker that was to die ${task.die.when}: ${task.die.at}`;
  const over = new Promise<void>((resolve, reject) => {
    const slow = setTimeout(() => {
      reject(new Error(`${worker} lived too long:\n${output}`));
      end();
    }, livesTooLongMs);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(slow);
      process.removeListener("exit", end);
      if (signal === "SIGKILL") resolve();
      else reject(new Error(`${worker} ended by itself with ${code ?? signal}:\n${output}`));
    });
  });
  // Somebody asks for it in the end; until then, nobody else has to hear of a failure.
  over.catch(() => undefined);
  return { over, end };
}
