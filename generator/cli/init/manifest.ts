import { HostError } from "../../host/host.ts";
import type { Dependencies } from "./initial-dependencies.ts";

/** A package.json, of which only what `init` adds to is looked at. */
export type Manifest = Readonly<Record<string, unknown>>;

export function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return { private: true, type: "module" };
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Reported below, together with JSON that is not an object.
  }
  throw new HostError("package.json is not a JSON object. Correct it, then run this again.");
}

/** As JSON, indented as the text was before. */
export function manifestText(manifest: Manifest, before: string | undefined): string {
  const indent = /^[\t ]+/m.exec(before ?? "")?.[0] ?? "  ";
  return `${JSON.stringify(manifest, undefined, indent)}\n`;
}

/** What was added to a manifest, and the names of it, for people. */
export interface Additions {
  readonly manifest: Manifest;
  readonly added: readonly string[];
}

/** Adds the scripts whose names are free, or taken by what `npm init` writes: a test script that fails. */
export function withScripts(manifest: Manifest, scripts: Readonly<Record<string, string>>): Additions {
  const present = section(manifest, "scripts");
  const isFree = (name: string): boolean =>
    !Object.hasOwn(present, name) || String(present[name]).includes("no test specified");
  return withEntries(manifest, "scripts", scripts, isFree);
}

/** Adds the dependencies that the manifest does not name in any of its sections. */
export function withDependencies(manifest: Manifest, wanted: Dependencies): Additions {
  const sections = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const present = new Set(sections.flatMap((name) => Object.keys(section(manifest, name))));
  const isFree = (name: string): boolean => !present.has(name);
  const first = withEntries(manifest, "dependencies", wanted.dependencies, isFree);
  const second = withEntries(first.manifest, "devDependencies", wanted.devDependencies, isFree);
  return { manifest: second.manifest, added: [...first.added, ...second.added] };
}

function withEntries(
  manifest: Manifest,
  name: string,
  wanted: Readonly<Record<string, string>>,
  isFree: (key: string) => boolean,
): Additions {
  const free = Object.entries(wanted).filter(([key]) => isFree(key));
  if (free.length === 0) return { manifest, added: [] };
  const entries = { ...section(manifest, name), ...Object.fromEntries(free) };
  return {
    manifest: { ...manifest, [name]: entries },
    added: [`${name}: ${free.map(([key]) => key).join(", ")}`],
  };
}

function section(manifest: Manifest, name: string): Readonly<Record<string, unknown>> {
  const value = manifest[name];
  return typeof value === "object" && value !== null ? { ...value } : {};
}
