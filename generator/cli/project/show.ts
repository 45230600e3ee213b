import { type CompiledDiagram, explain, irJson } from "../../compile.ts";
import { type CommandContext, hasErrors, printDiagnostics } from "../context/command-context.ts";
import { compileProject } from "./compile-project.ts";
import { exitCodes } from "../context/exit-codes.ts";

/** `seqwright ir <diagram>`: what the diagram means, as JSON. */
export function showIr(asked: string, context: CommandContext): Promise<number> {
  return show(asked, context, irJson);
}

/** `seqwright explain <diagram>`: what the diagram means, for a person. */
export function showExplanation(asked: string, context: CommandContext): Promise<number> {
  return show(asked, context, explain);
}

async function show(
  asked: string,
  context: CommandContext,
  render: (diagram: CompiledDiagram) => string,
): Promise<number> {
  const { value, diagnostics } = await compileProject([asked], context);
  printDiagnostics(diagnostics, context);
  for (const diagram of value.diagrams) {
    if (diagram.model !== undefined) context.terminal.out(render(diagram));
  }
  return hasErrors(diagnostics) ? exitCodes.failed : exitCodes.fine;
}
