import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { BenchProject } from "./bench-project.ts";
import { startSeqwright } from "./measured-process.ts";

/** Milliseconds from a save of a diagram to the line that says that its code is written, under `generate --watch`. */
export async function measureWatch(
  { path, first }: BenchProject,
  rounds: number,
): Promise<readonly number[]> {
  const child = startSeqwright(["generate", "--watch", "--cwd", path]);
  child.stderr?.resume();
  const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]();
  const until = async (word: string): Promise<void> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`generate --watch ended before "${word}"`);
      if (value.startsWith(word)) return;
    }
  };
  try {
    await until("Watching");
    const text = await readFile(first, "utf8");
    const taken: number[] = [];
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const start = performance.now();
      await writeFile(
        first,
        text.replace("Controller -> Service : ", `Controller -> Service : again${round}`),
      );
      await until("d-1: wrote");
      if (round > 0) taken.push(performance.now() - start);
    }
    return taken;
  } finally {
    child.kill("SIGINT");
    await once(child, "exit");
  }
}
