import { diffFiles, type DiffOptions, type FileDifference, type FileState } from "./diff-files.ts";
import type { Host } from "./host.ts";
import type { OutputFile } from "./output-file.ts";

export interface WriteReport {
  readonly files: readonly FileDifference[];
}

/**
 * Brings a host rooted at the output folder in line with the wanted files: writes only what is new or changed, removes
 * stale generator files, and never touches a developer's file that exists.
 */
export async function writeFiles(
  files: readonly OutputFile[],
  host: Host,
  options: DiffOptions = {},
): Promise<WriteReport> {
  const differences = await diffFiles(files, host, options);
  const state = new Map(differences.map((difference) => [difference.path, difference.state]));
  const toWrite = files.filter((file) => isOneOf(state.get(file.path.normalize("NFC")), ["new", "changed"]));
  await host.writeFiles(toWrite);
  await host.removeFiles(differences.filter(({ state }) => state === "stale").map(({ path }) => path));
  return { files: differences };
}

/** How many files of a report are in a state. */
export function countState(files: readonly FileDifference[], state: FileState): number {
  return files.filter((file) => file.state === state).length;
}

function isOneOf(state: FileState | undefined, states: readonly FileState[]): boolean {
  return state !== undefined && states.includes(state);
}
