import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { configFileNames } from "../../config/load-config.ts";
import { hasCode } from "../../host/confined.ts";
import { HostError } from "../../host/host.ts";
import { bytesHash } from "../../host/traced-host.ts";
import { isDiagramFile } from "../../source/diagram-name.ts";
import { UsageError } from "../context/usage-error.ts";
import { generate, regenerate } from "../project/generate.ts";
import { openProject, type Project } from "../project/project.ts";
import { importAnew } from "./import-anew.ts";
import { outcomeLines } from "./outcome-lines.ts";
import type { WatchContext } from "./watch-project.ts";
import { WatchedPaths } from "./watched-paths.ts";

/** The time in which a configuration stays the same. */
export class WatchSession implements AsyncDisposable {
  readonly #context: WatchContext;
  readonly #project: Project;
  readonly #watched: WatchedPaths;
  /** Files that the configuration comes from, and those that it would come from if they were there. */
  readonly #config: Hashes;
  readonly #diagrams: Hashes;

  private constructor(
    context: WatchContext,
    project: Project,
    configFiles: readonly string[],
    watched: WatchedPaths,
  ) {
    this.#context = context;
    this.#project = project;
    this.#watched = watched;
    this.#config = hashesOf(configFiles);
    this.#diagrams = hashesOf(project.diagramPaths.map((path) => resolve(project.root, path)));
  }

  /** Reads the configuration anew, and watches what belongs to it. */
  static async open(given: WatchContext): Promise<WatchSession> {
    const { load, files } = loadingOnce();
    const context = { ...given, importModule: load };
    const { value: project } = await openProject(context);
    const names = context.configPath === undefined ? configFileNames : [context.configPath];
    const candidates = [context.cwd.root, project.root].flatMap((folder) =>
      names.map((name) => resolve(folder, name)),
    );
    const configFiles = [...new Set([...candidates, ...files])];
    const what = { folder: resolve(project.root, project.config.diagrams), files: configFiles };
    // What happens from here on is noticed; what happened before is what is read first.
    const watched = await WatchedPaths.open(what, context.signal);
    return new WatchSession(context, project, configFiles, watched);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watched[Symbol.asyncDispose]();
  }

  /** Generates everything as `generate` does, and says that it goes on. */
  async begin(): Promise<void> {
    await this.#try(() => generate([], this.#context));
    this.#context.terminal.out(`Watching ${this.#project.config.diagrams}/. Ctrl-C ends it.\n`);
  }

  /** Generates everything, and says what that has changed. */
  async generateAll(): Promise<void> {
    await this.#generate([]);
  }

  /** Waits for changes, and generates what was saved. Whether the configuration has changed: another session goes on then. */
  async takeChanges(): Promise<boolean> {
    const paths = await this.#watched.next();
    if (paths.some((path) => this.#config.has(path) && hashAt(path) !== this.#config.get(path))) return true;
    const folder = `${resolve(this.#project.root, this.#project.config.diagrams)}${sep}`;
    const diagrams = paths.filter((path) => path.startsWith(folder) && isDiagramFile(path));
    const changes = diagrams.flatMap((path) => {
      const [before, now] = [this.#diagrams.get(path), hashAt(path)];
      this.#diagrams.set(path, now);
      return before === now ? [] : [{ path, isSaved: before !== undefined && now !== undefined }];
    });
    // One that came or went may have another name now: only all of them together tell.
    if (changes.some(({ isSaved }) => !isSaved))
      await this.#generate(
        changes.map(({ path }) => path),
        true,
      );
    else for (const { path } of changes) await this.#generate([path]);
    return false;
  }

  async #generate(paths: readonly string[], isAll = paths.length === 0): Promise<void> {
    const { terminal, onGenerated } = this.#context;
    await this.#try(async () => {
      const report = await regenerate(isAll ? [] : paths, this.#context);
      const isAsked = (source: string): boolean => paths.includes(resolve(this.#project.root, source));
      for (const line of outcomeLines(report, isAsked)) terminal.out(`${line}\n`);
      const written = report.diagrams.filter(({ source, isWritten }) => isWritten && isAsked(source));
      for (const source of new Set(written.map((diagram) => diagram.source))) onGenerated?.(source);
    });
  }

  /** What only says what is wrong does not end the watching. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof HostError) && !(error instanceof UsageError)) throw error;
      this.#context.terminal.err(`${error.message}\n`);
    }
  }
}

/** By absolute path; undefined where there is no file. */
type Hashes = Map<string, string | undefined>;

function hashesOf(paths: readonly string[]): Hashes {
  return new Map(paths.map((path) => [path, hashAt(path)]));
}

function hashAt(path: string): string | undefined {
  try {
    return bytesHash(readFileSync(path));
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR", "EISDIR")) return undefined;
    throw error;
  }
}

/** Loads each configuration anew once, and gathers the files that took part. */
function loadingOnce(): {
  readonly load: (path: string) => Promise<unknown>;
  readonly files: readonly string[];
} {
  const loaded = new Map<string, Promise<unknown>>();
  const files: string[] = [];
  const load = async (path: string): Promise<unknown> => {
    const evaluated = await importAnew(path);
    files.push(...evaluated.files);
    return { default: evaluated.exported };
  };
  return {
    files,
    load: (path) => {
      const known = loaded.get(path) ?? load(path);
      loaded.set(path, known);
      return known;
    },
  };
}
