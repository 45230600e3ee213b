import { hash } from "node:crypto";
import { resolve, sep } from "node:path";
import type { Host } from "./host.ts";
import { safePath } from "./safe-path.ts";
import { shownPath } from "./shown-path.ts";

/** All that somebody has seen of a disk, as it stands after what they wrote there. */
export interface Trace {
  /** Hashes of files by absolute path; null where there was none. */
  readonly files: readonly (readonly [path: string, hash: string | null])[];
  readonly folders: readonly ListedFolder[];
  /** Something changed while they looked. */
  readonly isTorn: boolean;
}

export interface ListedFolder {
  readonly root: string;
  readonly folder: string;
  /** Of all paths below it. */
  readonly hash: string;
}

/** What stands for a file's bytes. */
export function bytesHash(content: string | Uint8Array): string {
  return hash("sha256", content, "base64url").slice(0, 22);
}

/** What stands for the paths below a folder. */
export function listingHash(paths: readonly string[]): string {
  return bytesHash(paths.join("\n"));
}

/** A host that remembers what it was asked, so that somebody else can find out whether the answers would be the same now. */
export function tracedHost(host: Host): { readonly host: Host; readonly trace: () => Trace } {
  const tracing = new Tracing();
  return { host: tracing.view(host), trace: () => tracing.result() };
}

interface Listing {
  readonly root: string;
  readonly folder: string;
  readonly paths: Set<string>;
}

class Tracing {
  readonly #files = new Map<string, string | null>();
  /** By absolute path of the folder. */
  readonly #folders = new Map<string, Listing>();
  #isTorn = false;

  view(host: Host): Host {
    return {
      ...host,
      at: (folder) => this.view(host.at(folder)),
      readFile: async (path) => {
        const content = await host.readFile(path);
        this.#saw(resolve(host.root, path), content);
        return content;
      },
      listFiles: async (folder) => {
        const paths = await host.listFiles(folder);
        this.#listed(host.root, folder, paths);
        return paths;
      },
      writeFiles: async (files, removed = []) => {
        await host.writeFiles(files, removed);
        for (const { path, content } of files) this.#wrote(host.root, path, content);
        for (const path of removed) this.#wrote(host.root, path, undefined);
      },
      removeFiles: async (paths) => {
        await host.removeFiles(paths);
        for (const path of paths) this.#wrote(host.root, path, undefined);
      },
    };
  }

  result(): Trace {
    const inOthers = (folder: string): boolean =>
      [...this.#folders.keys()].some((other) => folder.startsWith(`${other}${sep}`));
    const outermost = [...this.#folders].filter(([folder]) => !inOthers(folder));
    const folders = outermost.map(([, { root, folder, paths }]) => ({
      root,
      folder,
      hash: listingHash([...paths].toSorted()),
    }));
    return { files: [...this.#files], folders, isTorn: this.#isTorn };
  }

  #saw(path: string, content: string | undefined): void {
    const seen = hashOf(content);
    if (this.#files.has(path) && this.#files.get(path) !== seen) this.#isTorn = true;
    this.#files.set(path, seen);
  }

  #listed(root: string, folder: string, paths: readonly string[]): void {
    const key = resolve(root, folder);
    const before = this.#folders.get(key);
    const isOther = (path: string): boolean => before?.paths.has(path) !== true;
    if (before?.root === root && (before.paths.size !== paths.length || paths.some(isOther)))
      this.#isTorn = true;
    this.#folders.set(key, { root, folder, paths: new Set(paths) });
  }

  #wrote(root: string, path: string, content: string | undefined): void {
    const absolute = resolve(root, safePath(path));
    this.#files.set(absolute, hashOf(content));
    for (const [folder, listing] of this.#folders) {
      if (!absolute.startsWith(`${folder}${sep}`)) continue;
      const shown = shownPath(listing.root, absolute);
      if (content === undefined) listing.paths.delete(shown);
      else listing.paths.add(shown);
    }
  }
}

function hashOf(content: string | undefined): string | null {
  return content === undefined ? null : bytesHash(content);
}
