import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { WorkerTask } from "./worker.ts";

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Runs the task in a process of its own, and resolves to the signal that ended it. */
export function crashingWorker(task: WorkerTask): Promise<NodeJS.Signals | null> {
  const args = ["--conditions=seqwright-source", program, JSON.stringify(task)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  onTestFinished(() => void child.kill("SIGKILL"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal === null) reject(new Error(`the worker ended by itself with ${code}:\n${output}`));
      else resolve(signal);
    });
  });
}
