import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesHash } from "../../host/traced-host.ts";

/** What stands for everything that this program's results come from, besides its inputs: its own code, and its packages. */
export function programFingerprint(): string {
  const own = join(import.meta.dirname, "../..");
  const model = dirname(fileURLToPath(import.meta.resolve("seqwright-runtime/model")));
  const parts = [process.version, process.platform, ...codeIn(own), ...codeIn(model), ...packages()];
  return bytesHash(parts.join("\n"));
}

function codeIn(folder: string): readonly string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !others.has(entry.name)) paths.push(...codeIn(path));
    else if (entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
      paths.push(`${entry.name} ${bytesHash(readFileSync(path))}`);
  }
  return paths;
}

/** Below the sources: what they are built into, and packages. */
const others: ReadonlySet<string> = new Set(["dist", "node_modules"]);

/** The versions that are installed; a package that cannot be found is said when it is needed. */
function packages(): readonly string[] {
  const { dependencies = {} } = manifestOf("seqwright");
  return Object.keys(dependencies).map((name) => `${name} ${manifestOf(name).version ?? "?"}`);
}

interface PackageManifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifestOf(name: string): PackageManifest {
  const path = findPackageJSON(name, import.meta.url);
  return path === undefined ? {} : (JSON.parse(readFileSync(path, "utf8")) as PackageManifest);
}
