import type { Host } from "./host.ts";
import { HostError } from "./host.ts";
import { isGenerated, type OutputFile } from "./output-file.ts";
import { safePath } from "./safe-path.ts";

/** What writing would do to a file; `kept` is a developer's file that exists, `stale` one of ours that is no longer wanted. */
export type FileState = "new" | "changed" | "unchanged" | "kept" | "stale";

export interface FileDifference {
  readonly path: string;
  readonly state: FileState;
}

export interface DiffOptions {
  /** The folders in which generator files that are not wanted any more count as stale; by default those of `files`. */
  readonly folders?: readonly string[];
}

/** Compares the wanted files with those of a host rooted at the output folder, in code unit order. Writes nothing. */
export async function diffFiles(
  files: readonly OutputFile[],
  host: Host,
  options: DiffOptions = {},
): Promise<readonly FileDifference[]> {
  const wanted = uniquePaths(files);
  const folders = options.folders ?? [...wanted.keys()].map(topFolder);
  const differences: FileDifference[] = [];
  for (const [path, file] of wanted) differences.push({ path, state: await stateOf(path, file, host) });
  for (const folder of new Set(folders.map((name) => name.normalize("NFC")))) {
    for (const path of await host.listFiles(folder)) {
      if (!wanted.has(path.normalize("NFC")) && isGenerated((await host.readFile(path)) ?? "")) {
        differences.push({ path, state: "stale" });
      }
    }
  }
  return differences.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function stateOf(path: string, file: OutputFile, host: Host): Promise<FileState> {
  const existing = await host.readFile(path);
  if (existing === undefined) return "new";
  if (file.owner === "developer") return "kept";
  return existing === file.content ? "unchanged" : "changed";
}

/** Keyed by the spelling used on disk. Two files that are one on a case-insensitive disk are refused. */
function uniquePaths(files: readonly OutputFile[]): ReadonlyMap<string, OutputFile> {
  const byPath = new Map<string, OutputFile>();
  const spellings = new Map<string, string>();
  for (const file of files) {
    const path = safePath(file.path);
    const folded = path.toLowerCase();
    const other = spellings.get(folded);
    if (other !== undefined)
      throw new HostError(
        `Cannot write both "${other}" and "${file.path}": they are one file on some disks.`,
      );
    spellings.set(folded, file.path);
    byPath.set(path, file);
  }
  return byPath;
}

function topFolder(path: string): string {
  return path.slice(0, Math.max(0, path.indexOf("/"))) || ".";
}
