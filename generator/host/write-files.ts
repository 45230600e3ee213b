import { compareFiles, type DiffOptions, type FileDifference, type FileState } from "./diff-files.ts";
import { manifestPath } from "../manifest/manifest.ts";
import type { Host } from "./host.ts";
import type { OutputFile } from "./output-file.ts";

export interface WriteReport {
  readonly files: readonly FileDifference[];
}

/**
 * Brings a host rooted at the output folder in line with the wanted files: writes only what is new or changed, removes
 * stale generator files, and touches a developer's file only where it is still the one that was merged.
 */
export async function writeFiles(
  files: readonly OutputFile[],
  host: Host,
  options: DiffOptions = {},
): Promise<WriteReport> {
  const { differences, manifest } = await compareFiles(files, host, options);
  const states = new Map(differences.map(({ path, state }) => [path, state]));
  const record = manifest === undefined ? [] : [{ path: manifestPath, content: manifest }];
  const written = [...files, ...record].filter(({ path }) => isWritten(states.get(path.normalize("NFC"))));
  const moved = files.flatMap(({ path, from }) =>
    from !== undefined && states.get(path.normalize("NFC")) === "moved" ? [from.path] : [],
  );
  const stale = differences.flatMap(({ path, state }) => (state === "stale" ? [path] : []));
  if (written.length + stale.length > 0) await host.writeFiles(written, [...moved, ...stale]);
  return { files: differences };
}

function isWritten(state: FileState | undefined): boolean {
  return state === "new" || state === "changed" || state === "merged" || state === "moved";
}
