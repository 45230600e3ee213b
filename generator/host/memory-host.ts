import { posix } from "node:path";
import type { Host } from "./host.ts";
import { safePath } from "./safe-path.ts";

/** A {@link Host} without a disk: for tests, and for tools that want the output in memory. */
export function memoryHost(files: Readonly<Record<string, string>> = {}, root = "/project"): Host {
  const stored = new Map(Object.entries(files).map(([path, text]) => [posix.resolve(root, path), text]));
  return view(stored, root);
}

function view(stored: Map<string, string>, root: string): Host {
  const absolute = (path: string): string => posix.resolve(root, path);
  return {
    root,
    at: (folder) => view(stored, absolute(folder)),
    readFile: (path) => Promise.resolve(stored.get(absolute(path))),
    listFiles: (folder) => {
      const below = `${absolute(folder).replace(/\/$/, "")}/`;
      const found = [...stored.keys()].filter((path) => path.startsWith(below));
      return Promise.resolve(found.map((path) => posix.relative(root, path)).toSorted());
    },
    isOnDisk: false,
    settle: () => Promise.resolve(),
    writeFiles: async (changed, removed = []) => {
      const checked = changed.map(({ path, content }) => [absolute(safePath(path)), content] as const);
      const gone = removed.map((path) => absolute(safePath(path)));
      for (const [path, content] of checked) stored.set(path, content);
      for (const path of gone) stored.delete(path);
    },
    removeFiles: async (paths) => {
      for (const path of paths.map(safePath)) stored.delete(absolute(path));
    },
  };
}
