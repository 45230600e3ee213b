import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { toolVersion } from "../../diagnostics/tool-version.ts";
import { sourceFile } from "../../source/source-file.ts";
import type { CommandContext } from "../context/command-context.ts";
import { completionsAt } from "./completions.ts";
import { codeOf, drawnFor } from "./definitions.ts";
import { hoverAt } from "./hover.ts";
import { quickFixes } from "./to-lsp.ts";
import { Workspace } from "./workspace.ts";

/** Answers an editor: each request of the open files as they are when it is answered. */
export function serve(connection: Connection, context: CommandContext): void {
  const workspace = new Workspace(connection, context);
  let watches = false;

  connection.onInitialize((client: InitializeParams): InitializeResult => {
    workspace.setFolders((client.workspaceFolders ?? []).map(({ uri }) => uri));
    watches = client.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: "seqwright", version: toolVersion() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: {} },
        hoverProvider: true,
        definitionProvider: true,
        completionProvider: { triggerCharacters: [">", " ", "@", '"'] },
        codeActionProvider: { codeActionKinds: ["quickfix"] },
      },
    };
  });
  connection.onInitialized(async () => {
    if (!watches) return;
    const watchers = ["**/seqwright.config.{ts,mts,js,mjs}", "**/*.handler.ts"].map((globPattern) => ({
      globPattern,
    }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });
  connection.onDidChangeWatchedFiles(() => workspace.changedOnDisk());

  connection.onHover(async ({ textDocument, position }) => {
    const found = await workspace.diagramAt(textDocument.uri, position);
    return found && hoverAt(found.analysis, found.offset);
  });
  connection.onCompletion(({ textDocument, position }) => {
    const open = workspace.isDiagram(textDocument.uri) ? workspace.open(textDocument.uri) : undefined;
    if (open === undefined) return [];
    return [...completionsAt(sourceFile(textDocument.uri, open.getText()), open.offsetAt(position))];
  });
  connection.onCodeAction(async ({ textDocument, range }) => {
    const found = await workspace.diagramAt(textDocument.uri, range.start);
    if (found === undefined) return [];
    const end =
      found.offset + Math.max(0, (workspace.open(textDocument.uri)?.offsetAt(range.end) ?? 0) - found.offset);
    return found.own
      .filter(({ span }) => span.start <= end && found.offset <= span.end)
      .flatMap((diagnostic) => quickFixes(diagnostic, found.uriOf));
  });
  connection.onDefinition(async ({ textDocument, position }) => {
    const found = await workspace.diagramAt(textDocument.uri, position);
    if (found !== undefined) return found.locationsOf(codeOf(found.analysis, found.offset));
    const handler = await workspace.handlerAt(textDocument.uri, position);
    return handler?.locationsOf(drawnFor(handler.analysis, handler.path, handler.offset));
  });
}
