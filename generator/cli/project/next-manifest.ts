import type { CompiledDiagram } from "../../compile.ts";
import { toolVersion } from "../../diagnostics/tool-version.ts";
import type { FileDifference, FileState } from "../../host/diff-files.ts";
import { contentHash } from "../../manifest/content-hash.ts";
import type { DiagramRecord } from "../../manifest/manifest.ts";
import { promiseRecord } from "../../merge/promises.ts";
import { printManifest } from "../../manifest/print-manifest.ts";
import type { CompiledProject } from "./compile-project.ts";
import { settingsHash } from "./settings-hash.ts";

/**
 * The manifest once the files are written. What it says of diagrams that were not compiled stays as it is; of one that
 * is gone, what is still on the disk stays known.
 */
export function nextManifest(
  { project, diagrams, folders, manifest, existing }: CompiledProject,
  differences: readonly FileDifference[],
): string | undefined {
  const moved = new Set(
    diagrams.flatMap(({ merge }) => merge?.merged.map(({ path, from }) => (from === path ? "" : from)) ?? []),
  );
  const states = new Map(differences.map(({ path, state }) => [path.normalize("NFC"), state]));
  const records = new Map(manifest.diagrams);
  for (const folder of folders.map((name) => name.normalize("NFC"))) {
    const record = records.get(folder);
    const files = [...(record?.files ?? [])].filter(([path]) => states.get(path) === "edited");
    const handlers = [...(record?.handlers ?? [])].filter(
      ([path]) => existing.has(path) && !moved.has(path) && states.get(path) !== "stale",
    );
    if (record !== undefined)
      records.set(folder, { ...record, files: new Map(files), handlers: new Map(handlers) });
  }
  for (const { plan, ...diagram } of diagrams) {
    if (plan === undefined) continue;
    const known = records.get(plan.folder);
    records.set(plan.folder, {
      folder: plan.folder,
      source: plan.source,
      inputs: {
        text: contentHash(diagram.source.text),
        settings: settingsHash(project.config, diagram.name),
        generator: toolVersion(),
      },
      arrows: (diagram.model?.steps ?? []).map(({ id, from, to }) => ({ id, from, to })),
      promises: (diagram.model?.policies ?? []).map(promiseRecord),
      files: new Map([...writtenFiles(diagram.files, states), ...(known?.files ?? [])]),
      handlers: new Map([...(known?.handlers ?? []), ...(diagram.merge?.handlers ?? [])]),
    });
  }
  const known = [...records.values()].filter(({ files, handlers }) => files.size + handlers.size > 0);
  return known.length === 0 && manifest.text === undefined ? undefined : printManifest(known);
}

type Files = CompiledDiagram["files"];

function writtenFiles(files: Files, states: ReadonlyMap<string, FileState>): DiagramRecord["files"] {
  const ours = files
    .filter(({ owner }) => owner === "generator")
    .map(({ path, content }) => [path.normalize("NFC"), [contentHash(content)]] as const);
  return new Map(ours.filter(([path]) => states.get(path) !== "foreign"));
}
