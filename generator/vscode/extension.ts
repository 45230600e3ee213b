import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { findCommand } from "./find-command.ts";

/** The editor's own program, which is Node as well. */
const asNode = { ELECTRON_RUN_AS_NODE: "1" } as const;

let client: LanguageClient | undefined;

/** Starts the language server of the project's own seqwright, and offers the commands. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Seqwright", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("seqwright.restart", () => restart(output)),
    vscode.commands.registerCommand("seqwright.generate", () => runFor("generate")),
    vscode.commands.registerCommand("seqwright.explain", () => runFor("explain")),
  );
  await start(output);
}

export async function deactivate(): Promise<void> {
  const last = client;
  client = undefined;
  await last?.stop();
}

async function start(output: vscode.LogOutputChannel): Promise<void> {
  const command = ownCommand();
  if (command === undefined) {
    output.warn(
      'There is no package seqwright in this folder\'s node_modules: npm install --save-dev seqwright. Then run the command "Seqwright: Start the language server again".',
    );
    return;
  }
  const run = {
    command: process.execPath,
    args: [command, "lsp"],
    transport: TransportKind.stdio,
    options: { env: { ...process.env, ...asNode } },
  };
  client = new LanguageClient("seqwright", "Seqwright", run, {
    // By pattern, too: another extension may have given diagrams another language.
    documentSelector: [
      { scheme: "file", language: "plantuml" },
      { scheme: "file", pattern: "**/*.{puml,plantuml,pu,wsd}" },
      { scheme: "file", pattern: "**/*.handler.ts" },
    ],
    outputChannel: output,
    diagnosticCollectionName: "seqwright",
  });
  await client.start();
}

async function restart(output: vscode.LogOutputChannel): Promise<void> {
  await deactivate();
  await start(output);
}

/** Runs a command of seqwright for the diagram that is being looked at, as a task: its output stays, its problems are listed. */
async function runFor(name: "generate" | "explain"): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const command = ownCommand();
  if (document === undefined || command === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const options = { env: asNode, ...(folder === undefined ? {} : { cwd: folder.uri.fsPath }) };
  const run = new vscode.ProcessExecution(process.execPath, [command, name, document.uri.fsPath], options);
  const scope = folder ?? vscode.TaskScope.Workspace;
  await vscode.tasks.executeTask(
    new vscode.Task({ type: "process" }, scope, `seqwright ${name}`, "seqwright", run, "$seqwright"),
  );
}

function ownCommand(): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const configured = vscode.workspace.getConfiguration("seqwright").get<string>("package") ?? "";
  return findCommand(
    folders.map(({ uri }) => uri.fsPath),
    configured,
  );
}
