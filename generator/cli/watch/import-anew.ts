import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Evaluated } from "../unchanged/evaluate-config.ts";

/**
 * What a configuration exports now, with everything that it imports read anew: a thread of its own has its own modules.
 * Rejects with what it throws.
 */
export function importAnew(path: string): Promise<Evaluated> {
  const evaluate = new URL(
    `../unchanged/evaluate-config${extname(fileURLToPath(import.meta.url))}`,
    import.meta.url,
  );
  const program = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.evaluate)
      .then(({ evaluateConfig }) => evaluateConfig(workerData.path))
      .then((value) => parentPort.postMessage({ value }), (error) => parentPort.postMessage({ error }));`;
  const worker = new Worker(program, { eval: true, workerData: { evaluate: evaluate.href, path } });
  return new Promise<Evaluated>((done, failed) => {
    worker.once("message", ({ value, error }: { readonly value?: Evaluated; readonly error?: Error }) =>
      value === undefined ? failed(error ?? new Error("nothing came of it")) : done(value),
    );
    worker.once("error", failed);
    worker.once("exit", () => failed(new Error("it ended the program")));
  });
}
