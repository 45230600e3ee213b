import { setFlagsFromString } from "node:v8";
import { sqlParser, type SqlParser } from "seqwright-runtime/model";

/**
 * Loads PostgreSQL's parser, which takes a moment: it is WebAssembly. V8 is told not to optimise this one module, which takes
 * it 450 MB and half a second in the background, and makes no statement of a diagram quicker.
 */
export async function loadSqlParser(): Promise<SqlParser> {
  setFlagsFromString("--liftoff-only");
  const { loadModule, parseSync, scanSync } = await import("libpg-query");
  await loadModule();
  setFlagsFromString("--no-liftoff-only");
  return sqlParser({ parseSync, scanSync });
}

/** Whether a statement may stand somewhere in this text; most diagrams have none, and need no parser. */
export function mayHoldSql(text: string): boolean {
  return statementWords.some((words) => words.every((word) => word.test(text)));
}

/** A line break in a label is written `\n`, so a word may begin right after an n. */
const statementWords = [
  [/select\b/i],
  [/insert\b/i, /into\b/i],
  [/replace\b/i, /into\b/i],
  [/update\b/i, /set\b/i],
  [/delete\b/i, /from\b/i],
  [/merge\b/i, /into\b/i],
];
