import { resolve } from "node:path";
import type { Host } from "../../host/host.ts";

/** A host on which files that are open in an editor hold what stands there, saved or not. `open`: by absolute path. */
export function openFilesHost(host: Host, open: (path: string) => string | undefined): Host {
  return {
    ...host,
    at: (folder) => openFilesHost(host.at(folder), open),
    readFile: async (path) => open(resolve(host.root, path)) ?? (await host.readFile(path)),
  };
}
