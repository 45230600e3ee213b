import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { CommandContext } from "../context/command-context.ts";
import { serve } from "./serve.ts";

/**
 * `seqwright lsp`: a language server over standard input and output. It ends when its client says so, goes away, or dies:
 * with 0 after a proper shutdown, else with 1.
 */
export function lsp(context: CommandContext): Promise<never> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  serve(connection, context);
  connection.listen();
  // The connection ends the process.
  return new Promise(() => undefined);
}
