import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../../support/files-below.ts";

const root = join(import.meta.dirname, "../../..");

/** Which part of the runtime may import which client. */
const homes: Readonly<Record<string, string>> = {
  "@electric-sql/pglite": "runtime/adapters/pglite",
  "@opentelemetry/api": "runtime/opentelemetry/",
  "@redis/client": "runtime/adapters/redis",
  fastify: "runtime/adapters/http",
  kafkajs: "runtime/adapters/kafka",
  minio: "runtime/adapters/minio",
  pg: "runtime/adapters/postgres",
};

test.each(["index.ts", "contract/index.ts"])("runtime/%s needs no client, whatever it imports", (entry) => {
  const packages = [...reachablePackages(join(root, "runtime", entry))];
  expect(packages.filter((name) => name in homes)).toEqual([]);
});

test("each client is imported by its own adapter alone", () => {
  const strangers = filesBelow(join(root, "runtime"))
    .filter((path) => path.endsWith(".ts") && !path.startsWith("dist/"))
    .flatMap((path) =>
      staticImports(readFileSync(join(root, "runtime", path), "utf8")).map((name) => ({ path, name })),
    )
    .filter(({ path, name }) => name in homes && !`runtime/${path}`.startsWith(homes[name] ?? ""));
  expect(strangers).toEqual([]);
});

test("each client is an optional peer with a way in of its own", async () => {
  const manifest = JSON.parse(await readFile(join(root, "runtime/package.json"), "utf8")) as Manifest;
  const entries = Object.entries(manifest.exports).filter(([name]) => name !== "./package.json");
  for (const name of Object.keys(homes)) {
    expect(manifest.dependencies).not.toHaveProperty([name]);
    expect(manifest.peerDependencies).toHaveProperty([name]);
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    const waysIn = entries.filter(([, entry]) =>
      reachablePackages(join(root, "runtime", entry?.["seqwright-source"] ?? "")).has(name),
    );
    expect(waysIn).toHaveLength(1);
  }
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
  readonly exports: Readonly<Record<string, { readonly "seqwright-source": string } | undefined>>;
}

function reachablePackages(entry: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const files = [entry];
  const seen = new Set(files);
  for (let file = files.pop(); file !== undefined; file = files.pop()) {
    for (const name of staticImports(readFileSync(file, "utf8"))) {
      const path = join(dirname(file), name);
      if (!name.startsWith(".")) packages.add(name);
      else if (!seen.has(path)) {
        seen.add(path);
        files.push(path);
      }
    }
  }
  return packages;
}

// Types are erased, so that importing one needs nothing.
function staticImports(source: string): readonly string[] {
  const imports = source.matchAll(
    /^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm,
  );
  return [...imports].map(([, from, bare]) => from ?? bare ?? "");
}
