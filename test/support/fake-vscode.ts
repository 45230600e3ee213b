import { fileURLToPath, pathToFileURL } from "node:url";

/** A problem as an extension hands it to the editor. */
export interface ToldProblem {
  readonly code?: unknown;
  readonly source?: string;
  readonly message: string;
}

/** An editor as an extension sees it, and what the extension did to it. */
export interface FakeEditor {
  /** What `require("vscode")` is. */
  readonly vscode: object;
  readonly commands: ReadonlySet<string>;
  /** The functions that registered providers. */
  readonly providers: ReadonlySet<string>;
  readonly output: readonly string[];
  /** Names of diagnostic collections. */
  readonly collections: readonly string[];
  /** Opens a document, and resolves to the problems that are told of it first. */
  readonly open: (path: string, text: string, languageId: string) => Promise<readonly ToldProblem[]>;
}

/** An editor with one folder. Of what it is not asked about here, events never come and classes are empty. */
export function fakeEditor(folder: string): FakeEditor {
  const commands = new Set<string>();
  const providers = new Set<string>();
  const output: string[] = [];
  const collections: string[] = [];
  const waiting = new Map<string, (told: readonly ToldProblem[]) => void>();
  const documents: object[] = [];
  const opened = new EventEmitter();
  const own = { uri: Uri.file(folder), name: "project", index: 0 };
  const say = (text: string): void => void output.push(text);
  const rest = (known: Readonly<Record<string, unknown>>): object => withRest(known, providers);
  const channel = {
    append: say,
    appendLine: say,
    info: say,
    warn: say,
    error: say,
    debug: none,
    trace: none,
  };
  const vscode = rest({
    ...classes,
    version: "1.91.0",
    env: { appName: "Fake", language: "en" },
    workspace: rest({
      workspaceFolders: [own],
      textDocuments: documents,
      notebookDocuments: [],
      getConfiguration: () => ({ get: none }),
      getWorkspaceFolder: () => own,
      onDidOpenTextDocument: opened.event,
      createFileSystemWatcher: () => rest({ dispose: none }),
    }),
    window: rest({
      createOutputChannel: () => ({
        ...channel,
        show: none,
        dispose: none,
        onDidChangeLogLevel: () => new Disposable(),
      }),
      visibleTextEditors: [],
      tabGroups: rest({ all: [] }),
      showErrorMessage: (text: string) => Promise.resolve(say(text)),
    }),
    languages: rest({
      match: (
        filters: { language?: string } | { language?: string }[],
        { languageId }: { languageId: string },
      ) => Number([filters].flat().some(({ language }) => language === languageId)),
      createDiagnosticCollection: (name: string) => {
        collections.push(name);
        return {
          set: (uri: Uri, told: readonly ToldProblem[]) => waiting.get(String(uri))?.(told),
          clear: none,
          delete: none,
          dispose: none,
        };
      },
    }),
    commands: rest({
      registerCommand: (name: string) => {
        commands.add(name);
        return new Disposable();
      },
    }),
    tasks: rest({}),
  });
  return {
    vscode,
    commands,
    providers,
    output,
    collections,
    open: (path, text, languageId) => {
      const uri = Uri.file(path);
      const document = { uri, languageId, version: 1, getText: () => text, fileName: path, isClosed: false };
      const told = new Promise<readonly ToldProblem[]>((done) => waiting.set(String(uri), done));
      documents.push(document);
      opened.fire(document);
      return told;
    },
  };
}

function none(): undefined {
  return undefined;
}

/** What is known of a part of the editor; of anything else, something that does nothing. */
function withRest(known: Readonly<Record<string, unknown>>, providers: Set<string>): object {
  return new Proxy(known, {
    get: (target, key): unknown => {
      if (typeof key !== "string" || key in target) return Reflect.get(target, key);
      if (/^on[A-Z]/.test(key)) return () => new Disposable();
      if (!key.startsWith("register")) return undefined;
      return () => {
        providers.add(key);
        return new Disposable();
      };
    },
  });
}

class Disposable {
  dispose(): void {}
}

class EventEmitter {
  readonly #listeners = new Set<(event: unknown) => void>();
  readonly event = (listener: (event: unknown) => void): Disposable => {
    this.#listeners.add(listener);
    return new Disposable();
  };
  fire(event: unknown): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class Uri {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  static file(path: string): Uri {
    return new Uri(pathToFileURL(path).href);
  }
  static parse(text: string): Uri {
    return new Uri(text);
  }
  get scheme(): string {
    return "file";
  }
  get fsPath(): string {
    return fileURLToPath(this.#text);
  }
  toString(): string {
    return this.#text;
  }
}

class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

class Diagnostic {
  readonly range: Range;
  readonly message: string;
  constructor(range: Range, message: string) {
    this.range = range;
    this.message = message;
  }
}

class CancellationTokenSource {
  readonly token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel(): void {}
  dispose(): void {}
}

/** Classes that the language client only derives from: any will do. */
const derived = [
  "CallHierarchyItem",
  "CancellationError",
  "CodeAction",
  "CodeLens",
  "CompletionItem",
  "DocumentLink",
  "InlayHint",
  "SymbolInformation",
  "TypeHierarchyItem",
];

const classes = {
  ...Object.fromEntries(derived.map((name) => [name, Disposable])),
  Disposable,
  EventEmitter,
  Uri,
  Position,
  Range,
  Diagnostic,
  CancellationTokenSource,
  CodeActionKind: new Proxy(
    {},
    { get: (_, kind) => ({ value: String(kind), append: (value: string) => ({ value }) }) },
  ),
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  LogLevel: {},
  NotebookCellKind: {},
};
