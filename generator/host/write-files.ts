import { compareFiles, type DiffOptions, type FileDifference, type FileState } from "./diff-files.ts";
import { manifestPath } from "../manifest/manifest.ts";
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
  const { differences, manifest } = await compareFiles(files, host, options);
  const toWrite = new Set(differences.flatMap(({ path, state }) => (isWritten(state) ? [path] : [])));
  const record = manifest === undefined ? [] : [{ path: manifestPath, content: manifest }];
  const written = [...files, ...record].filter(({ path }) => toWrite.has(path.normalize("NFC")));
  if (written.length > 0) await host.writeFiles(written);
  await host.removeFiles(differences.filter(({ state }) => state === "stale").map(({ path }) => path));
  return { files: differences };
}

/** How many files of a report are in a state. */
export function countState(files: readonly FileDifference[], state: FileState): number {
  return files.filter((file) => file.state === state).length;
}

function isWritten(state: FileState): boolean {
  return state === "new" || state === "changed";
}
