import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { bytesHash } from "../../host/traced-host.ts";
import { userCacheFolder } from "../../services/machine/user-cache-folder.ts";

/**
 * Where the last run that was started in a folder is kept: below the nearest `node_modules`, as other tools do, so that no
 * project has to ignore it; where there is none, among the user's own caches.
 */
export function recordPath(folder: string, config: string | undefined): string {
  const name = `${bytesHash(`${folder}\n${config ?? ""}`)}.json`;
  for (let at = folder; ; at = dirname(at)) {
    const packages = join(at, "node_modules");
    if (existsSync(packages)) return join(packages, ".cache", "seqwright", name);
    if (dirname(at) === at) return join(userCacheFolder(), "runs", name);
  }
}
