import { isAbsolute, resolve } from "node:path";
import { UsageError } from "../context/usage-error.ts";
import { loadConfig, type LoadedConfig } from "../../config/load-config.ts";
import { locate } from "../../config/validate-config.ts";
import { type Diagnostic, diagnostic, type Outcome } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { passedOn } from "../../emit/exported-class.ts";
import type { Host } from "../../host/host.ts";
import { type Manifest, recordedHashes } from "../../manifest/manifest.ts";
import { shownPath } from "../../host/shown-path.ts";
import { isGenerated } from "../../host/output-file.ts";
import { type SourceFile, sourceFile } from "../../source/source-file.ts";
import type { CommandContext } from "../context/command-context.ts";
import { diagramName, isDiagramFile } from "../../source/diagram-name.ts";

/** A project's configuration and folders. */
export interface Project extends LoadedConfig {
  readonly host: Host;
  /** A host rooted at the output folder. */
  readonly output: Host;
  /** The diagrams in the project's folder, as paths relative to the project. */
  readonly diagramPaths: readonly string[];
}

/** Loads the configuration and lists the diagrams of the project that the command was started in. */
export async function openProject(context: CommandContext): Promise<Outcome<Project>> {
  const { value: loaded, diagnostics } = await loadConfig(context.cwd, {
    path: context.configPath,
    importModule: context.importModule,
  });
  const host = context.cwd.at(loaded.root);
  const diagramPaths = (await host.listFiles(loaded.config.diagrams)).filter(isDiagramFile);
  const project = { ...loaded, host, output: host.at(loaded.config.output), diagramPaths };
  return { value: project, diagnostics: [...diagnostics, ...unknownDiagrams(project)] };
}

/** Reads the diagrams that were asked for by name or path, or all of them; `onRead` is told of each. */
export async function readDiagrams(
  project: Project,
  asked: readonly string[],
  context: CommandContext,
  onRead: (path: string) => void = () => undefined,
): Promise<readonly SourceFile[]> {
  const paths =
    asked.length === 0
      ? project.diagramPaths
      : await Promise.all(asked.map((name) => find(name, project, context)));
  if (paths.length === 0) {
    throw new UsageError(
      `There are no diagrams in "${project.config.diagrams}". Run "seqwright init" for a first one, or set "diagrams" in seqwright.config.ts.`,
    );
  }
  const sources: SourceFile[] = [];
  for (const path of new Set(paths)) {
    onRead(path);
    // One spelling of the name on every machine, because it ends up in generated files.
    sources.push(sourceFile(path.normalize("NFC"), (await project.host.readFile(path)) ?? ""));
  }
  return sources;
}

/** The developer's files in the output folder, by path. */
export async function developerFiles(output: Host, manifest: Manifest): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of await output.listFiles(".")) {
    // What was generated is read where it is compared.
    if (!path.endsWith(".ts") || recordedHashes(manifest, path.normalize("NFC")).length > 0) continue;
    const content = await output.readFile(path);
    if (content !== undefined && !isGenerated(content)) files.set(path.normalize("NFC"), content);
  }
  await readPassedOn(files, output);
  return files;
}

/** Adds the files, also those elsewhere, from which handlers pass a class on: `export { Shop } from "../../src/shop.ts"`. */
async function readPassedOn(files: Map<string, string>, output: Host): Promise<void> {
  const open = [...files].filter(([path]) => path.endsWith(".handler.ts"));
  for (let next = open.shift(); next !== undefined && files.size < filesMax; next = open.shift()) {
    for (const path of passedOn(...next)) {
      for (const spelled of [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}/index.ts`]) {
        const content = files.has(spelled)
          ? undefined
          : await output.readFile(spelled).catch(() => undefined);
        if (content === undefined) continue;
        files.set(spelled, content);
        open.push([spelled, content]);
        break;
      }
    }
  }
}

const filesMax = 100_000;

async function find(asked: string, project: Project, context: CommandContext): Promise<string> {
  const wanted = asked.normalize("NFC");
  const byName = project.diagramPaths.find((path) => diagramName(path) === wanted);
  if (byName !== undefined) return byName;
  const fromProject = shownPath(project.root, resolve(context.cwd.root, asked));
  const listed = project.diagramPaths.find((path) => path.normalize("NFC") === fromProject.normalize("NFC"));
  if (listed !== undefined) return listed;
  // A diagram somewhere else is welcome, too: to look at one, or to try one out.
  if (!isAbsolute(fromProject) && (await project.host.readFile(fromProject)) !== undefined)
    return fromProject;
  const names = project.diagramPaths.map(diagramName);
  const hint = didYouMean(diagramName(asked), names) ?? `Known diagrams: ${names.join(", ") || "none"}.`;
  throw new UsageError(`There is no diagram "${asked}". ${hint}`);
}

function unknownDiagrams(project: Project): readonly Diagnostic[] {
  const names = project.diagramPaths.map(diagramName);
  return (
    Object.keys(project.config.diagram ?? {})
      // The second diagram of a file is called "name-2".
      .filter(
        (name) =>
          !names.includes(name.normalize("NFC").replace(/-\d+$/, "")) &&
          !names.includes(name.normalize("NFC")),
      )
      .map((name) =>
        diagnostic("config/unknown-diagram", { name }, locate(project.source, ["diagram", name]), {
          hint: didYouMean(name, names),
        }),
      )
  );
}
