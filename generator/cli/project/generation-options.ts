import type { DiffOptions } from "../../host/diff-files.ts";
import type { CompiledProject } from "./compile-project.ts";
import { nextManifest } from "./next-manifest.ts";

/** By what it is decided which files of a compiled project are written and removed. */
export function generationOptions(
  compiled: CompiledProject,
  { force }: { readonly force: boolean },
): DiffOptions {
  const { folders, manifest, untouched } = compiled;
  return { folders, manifest, untouched, force, nextManifest: (files) => nextManifest(compiled, files) };
}
