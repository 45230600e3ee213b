import { createRequire } from "node:module";

type Versions = Readonly<Record<string, string>>;

interface OwnManifest {
  readonly version: string;
  readonly peerDependencies: Versions;
}

export interface Dependencies {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}

/** What generated code and its tests need, in the versions that our own manifests name. */
export function initialDependencies(): Dependencies {
  const load = createRequire(import.meta.url);
  const own = load("seqwright/package.json") as OwnManifest;
  const runtime = load("seqwright-runtime/package.json") as OwnManifest;
  return {
    dependencies: { "seqwright-runtime": runtime.version },
    devDependencies: {
      ...chosen(["fast-check", "libpg-query"], runtime.peerDependencies),
      seqwright: own.version,
      ...chosen(["typescript", "vitest"], own.peerDependencies),
    },
  };
}

function chosen(names: readonly string[], versions: Versions): Versions {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => names.includes(name)));
}
