import { relative, resolve } from "node:path";
import { type Connection, type Location, type Position, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { bugReport } from "../../diagnostics/bug-report.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { HostError } from "../../host/host.ts";
import { manifestPath } from "../../manifest/manifest.ts";
import { readManifest } from "../../manifest/read-manifest.ts";
import { isDiagramFile } from "../../source/diagram-name.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { CommandError } from "../context/command-error.ts";
import type { CommandContext } from "../context/command-context.ts";
import { UsageError } from "../context/usage-error.ts";
import { openProject } from "../project/project.ts";
import { Analyses } from "./analyses.ts";
import { type Analysis, analyse, projectFolder } from "./analyse.ts";
import type { Target } from "./definitions.ts";
import { pathOfUri, samePath, uriOfPath } from "./file-uri.ts";
import { openFilesHost } from "./open-files-host.ts";
import { Published } from "./published.ts";
import { rangeOf } from "./to-lsp.ts";

/** An analysed file, and how its places are told to the editor. */
export interface Found {
  readonly analysis: Analysis;
  readonly offset: number;
  /** What is noticed in the file itself. */
  readonly own: readonly Diagnostic[];
  readonly uriOf: (source: SourceFile) => string;
  readonly locationsOf: (targets: readonly Target[]) => Location[];
}

/** The files that an editor has open, and what is known of them. */
export class Workspace {
  readonly #connection: Connection;
  readonly #context: CommandContext;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #analyses = new Analyses(
    (uri) => this.#analyse(uri),
    (uri) => this.#stateOf(uri),
  );
  readonly #published: Published;
  /** What files on the disk are like; another number after each change of theirs. */
  #onDisk = 0;
  #folders: readonly string[] = [];
  #lastFailure = "";

  constructor(connection: Connection, context: CommandContext) {
    this.#connection = connection;
    const host = openFilesHost(context.cwd, (path) => this.#textOf(path));
    this.#context = { ...context, cwd: host };
    this.#published = new Published((given) => void connection.sendDiagnostics(given));
    this.#documents.onDidChangeContent(({ document: { uri } }) => this.#check(uri));
    this.#documents.onDidSave(({ document: { uri } }) => {
      if (!this.isDiagram(uri)) this.changedOnDisk();
    });
    this.#documents.onDidClose(({ document: { uri } }) => {
      this.#analyses.forget(uri);
      this.#published.close(uri);
    });
    this.#documents.listen(connection);
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap((uri) => pathOfUri(uri) ?? []);
  }

  open(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  isDiagram(uri: string): boolean {
    const path = pathOfUri(uri);
    return path !== undefined && isDiagramFile(path.replaceAll("\\", "/"));
  }

  /** The configuration or handlers have changed: every open diagram may mean something else now. */
  changedOnDisk(): void {
    this.#onDisk += 1;
    for (const uri of this.#documents.keys()) this.#check(uri);
  }

  /** What is known of an open diagram; undefined for another file. */
  async diagramAt(uri: string, position: Position): Promise<Found | undefined> {
    if (!this.isDiagram(uri)) return undefined;
    const analysis = await this.#analyses.newest(uri).catch(() => undefined);
    const offset = this.open(uri)?.offsetAt(position);
    return analysis === undefined || offset === undefined ? undefined : this.#found(analysis, offset, uri);
  }

  /** What is known of the diagram that an open handler is written for, with the handler's path below the output folder. */
  async handlerAt(uri: string, position: Position): Promise<(Found & { readonly path: string }) | undefined> {
    const path = pathOfUri(uri);
    const offset = this.open(uri)?.offsetAt(position);
    if (path === undefined || offset === undefined || !path.endsWith(".handler.ts")) return undefined;
    const context = await this.#contextFor(path);
    const { value: project } = await openProject(context);
    const below = relative(project.output.root, path).replaceAll("\\", "/").normalize("NFC");
    const manifest = readManifest(await project.output.readFile(manifestPath));
    const diagram = manifest.diagrams.get(below.split("/")[0] ?? "")?.source;
    if (diagram === undefined) return undefined;
    const analysis = await analyse(resolve(project.root, diagram), context);
    return { ...this.#found(analysis, offset, uri), path: below };
  }

  #check(uri: string): void {
    if (this.isDiagram(uri)) void this.#publish(uri);
  }

  async #publish(uri: string): Promise<void> {
    const state = this.#stateOf(uri);
    try {
      const analysis = await this.#analyses.of(uri);
      if (analysis === undefined || this.#stateOf(uri) !== state) return;
      this.#lastFailure = "";
      const { uriOf } = this.#found(analysis, 0, uri);
      this.#published.tell(uri, analysis.diagnostics, uriOf, this.open(uri)?.version);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Says once what keeps diagrams from being read. */
  #fail(error: unknown): void {
    const isExplained = [HostError, CommandError, UsageError].some((kind) => error instanceof kind);
    const text = isExplained && error instanceof Error ? error.message : bugReport(error);
    if (text === this.#lastFailure) return;
    this.#lastFailure = text;
    this.#connection.console.error(text);
    this.#connection.window.showErrorMessage(`seqwright: ${text.split("\n")[0] ?? ""}`);
  }

  async #analyse(uri: string): Promise<Analysis> {
    const path = pathOfUri(uri) ?? "";
    return analyse(path, await this.#contextFor(path));
  }

  async #contextFor(path: string): Promise<CommandContext> {
    const folder = await projectFolder(path, this.#context.cwd, this.#folders);
    return { ...this.#context, cwd: this.#context.cwd.at(folder) };
  }

  #stateOf(uri: string): string | undefined {
    const document = this.open(uri);
    return document && `${document.version} ${this.#onDisk}`;
  }

  #textOf(path: string): string | undefined {
    return this.#openAt(path)?.getText();
  }

  #openAt(path: string): TextDocument | undefined {
    const wanted = samePath(path);
    return this.#documents.all().find(({ uri }) => samePath(pathOfUri(uri) ?? "") === wanted);
  }

  #found(analysis: Analysis, offset: number, uri: string): Found {
    const { project } = analysis.compiled;
    const uriAt = (path: string): string => this.#openAt(path)?.uri ?? uriOfPath(path);
    const uriOf = ({ path }: SourceFile): string => uriAt(resolve(project.root, path));
    const locationsOf = (targets: readonly Target[]): Location[] =>
      targets.map(({ in: place, source, span }) => ({
        uri: place === "diagram" ? uriOf(source) : uriAt(resolve(project.output.root, source.path)),
        range: rangeOf(source, span),
      }));
    const own = analysis.diagnostics.filter(({ source }) => uriOf(source) === uri);
    return { analysis, offset, own, uriOf, locationsOf };
  }
}
