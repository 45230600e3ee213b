import { contentHash, normalised } from "../manifest/content-hash.ts";
import { type Manifest, manifestPath, noManifest, recordedHashes } from "../manifest/manifest.ts";
import type { Host } from "./host.ts";
import { HostError } from "./host.ts";
import { isGenerated, type OutputFile } from "./output-file.ts";
import { safePath } from "./safe-path.ts";

/**
 * What writing would do to a file. `kept` is a developer's file that exists, `merged` one that gets what is new, `moved`
 * one that gets another name, too; `stale` is one that is no longer wanted, and ours or never touched. Left as they are: `edited` is one of ours that is not as it was generated, `foreign` one that never was ours
 * and stands where one is wanted.
 */
export type FileState =
  "new" | "changed" | "unchanged" | "kept" | "merged" | "moved" | "stale" | "edited" | "foreign";

export interface FileDifference {
  readonly path: string;
  readonly state: FileState;
}

export interface DiffOptions {
  /** The folders in which generator files that are not wanted any more count as stale; by default those of `files`. */
  readonly folders?: readonly string[];
  /** What was written last. Where it does not know a diagram, a file is ours that says so in its first line. */
  readonly manifest?: Manifest;
  /** Developer's files that nobody asks for any more and nobody has touched: they go. */
  readonly untouched?: readonly string[];
  /** Edited files are replaced and removed like all others of ours. */
  readonly force?: boolean;
  /** The text of the next manifest, from what becomes of the files; undefined where none is needed. */
  readonly nextManifest?: (differences: readonly FileDifference[]) => string | undefined;
}

/** Compares the wanted files with those of a host rooted at the output folder, in code unit order. Writes nothing. */
export async function diffFiles(
  files: readonly OutputFile[],
  host: Host,
  options: DiffOptions = {},
): Promise<readonly FileDifference[]> {
  return (await compareFiles(files, host, options)).differences;
}

/** The differences, and what the manifest is to say of them, where somebody keeps one. */
export async function compareFiles(
  files: readonly OutputFile[],
  host: Host,
  options: DiffOptions,
): Promise<{ readonly differences: readonly FileDifference[]; readonly manifest: string | undefined }> {
  const wanted = uniquePaths(files);
  const folders = options.folders ?? [...wanted.keys()].map(topFolder);
  const differences: FileDifference[] = [];
  for (const [path, file] of wanted) {
    const [existing, from] = [await host.readFile(path), await host.readFile(file.from?.path ?? path)];
    differences.push({ path, state: stateOf(path, file, { existing, from }, options) });
  }
  for (const folder of new Set(folders.map((name) => name.normalize("NFC")))) {
    for (const path of await host.listFiles(folder)) {
      if (wanted.has(path.normalize("NFC"))) continue;
      const state = unwantedState(path, (await host.readFile(path)) ?? "", options);
      if (state !== undefined) differences.push({ path, state });
    }
  }
  const manifest = options.nextManifest?.(differences);
  if (manifest !== undefined) differences.push(manifestDifference(manifest, options));
  return { differences: differences.toSorted((a, b) => (a.path < b.path ? -1 : 1)), manifest };
}

function manifestDifference(next: string, { manifest = noManifest }: DiffOptions): FileDifference {
  const isSame = normalised(manifest.text ?? "") === next;
  return {
    path: manifestPath,
    state: manifest.text === undefined ? "new" : isSame ? "unchanged" : "changed",
  };
}

function stateOf(
  path: string,
  file: OutputFile,
  { existing, from }: { readonly existing: string | undefined; readonly from: string | undefined },
  { manifest = noManifest, force = false }: DiffOptions,
): FileState {
  if (existing === undefined && file.from !== undefined && from === file.from.content) return "moved";
  if (existing === undefined) return "new";
  // What was written in the meantime is not lost: the next run merges it.
  if (file.owner === "developer")
    return existing === file.from?.content && existing !== file.content ? "merged" : "kept";
  if (normalised(existing) === normalised(file.content)) return "unchanged";
  const hashes = recordedHashes(manifest, path);
  if (hashes.length === 0) return isGenerated(existing) ? "changed" : "foreign";
  return force || hashes.includes(contentHash(existing)) ? "changed" : "edited";
}

/** A file in a folder of ours that no diagram wants; undefined where it is none of ours. */
function unwantedState(
  path: string,
  existing: string,
  { manifest = noManifest, force = false, untouched = [] }: DiffOptions,
): "stale" | "edited" | undefined {
  if (untouched.includes(path.normalize("NFC"))) return "stale";
  const hashes = recordedHashes(manifest, path.normalize("NFC"));
  // Somebody's copy of one of our files says of itself that it is ours, too.
  const isOurs = hashes.length > 0 || !manifest.diagrams.has(topFolder(path).normalize("NFC"));
  if (!isGenerated(existing)) return hashes.length > 0 ? "edited" : undefined;
  if (!isOurs) return undefined;
  return force || hashes.length === 0 || hashes.includes(contentHash(existing)) ? "stale" : "edited";
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
