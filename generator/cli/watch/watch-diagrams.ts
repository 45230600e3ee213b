import { untilInterrupted } from "../context/until-interrupted.ts";
import { UsageError } from "../context/usage-error.ts";
import type { GenerateContext } from "../project/generate-context.ts";
import { test } from "../project/test.ts";
import { inTurn } from "./in-turn.ts";
import { watchProject } from "./watch-project.ts";

/** `seqwright generate --watch`, until Ctrl-C; with `test`, contract tests follow. */
export function watchDiagrams(
  asked: readonly string[],
  context: GenerateContext,
  isTested: boolean,
): Promise<number> {
  if (asked.length > 0) throw new UsageError("--watch goes for all diagrams: leave their names out.");
  if (context.renamed.length > 0) throw new UsageError("--renamed is said once, and not with --watch.");
  if (context.format !== "human")
    throw new UsageError(`--watch prints for people: leave --format ${context.format} out.`);
  const err = (text: string): void => context.terminal.err(text);
  const failed = (error: unknown): void => err(`${error instanceof Error ? error.message : String(error)}\n`);
  const onGenerated = inTurn((path) => test(path, {}, context), failed);
  return untilInterrupted(
    (signal) => watchProject({ ...context, signal, ...(isTested ? { onGenerated } : {}) }),
    () => err("Stopped.\n"),
  );
}
