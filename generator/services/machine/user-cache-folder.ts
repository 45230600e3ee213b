import { homedir } from "node:os";
import { join } from "node:path";

/** Where this program keeps what it can get again, for all projects of a user. */
export function userCacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "seqwright");
}
