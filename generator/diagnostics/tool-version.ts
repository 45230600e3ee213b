import { createRequire } from "node:module";

/** The version of this package, as in its package.json. */
export function toolVersion(): string {
  // By the package's own name, because sources and dist/ are at different depths below package.json.
  const manifest: unknown = createRequire(import.meta.url)("seqwright/package.json");
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "unknown";
}
