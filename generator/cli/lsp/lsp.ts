import { Console } from "node:console";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { CommandContext } from "../context/command-context.ts";
import { serve } from "./serve.ts";

/**
 * `seqwright lsp`: a language server over standard input and output. It ends when its client says so, goes away, or dies:
 * with 0 after a proper shutdown, else with 1.
 */
export function lsp(context: CommandContext): Promise<never> {
  // What a configuration prints is no message to the editor.
  globalThis.console = new Console(process.stderr);
  // Streams rather than readers of them: so their end is noticed, too.
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, context);
  connection.listen();
  // The connection ends the process.
  return new Promise(() => undefined);
}
