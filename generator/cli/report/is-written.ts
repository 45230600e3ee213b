import type { FileState } from "../../host/diff-files.ts";

/** Whether `generate` writes, moves or removes a file in this state. */
export function isWritten(state: FileState): boolean {
  return state !== "unchanged" && state !== "kept" && state !== "edited" && state !== "foreign";
}
