import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { countSeverities, renderHuman } from "../../diagnostics/render-human.ts";
import { jsonDiagnostics, renderJson } from "../../diagnostics/render-json.ts";
import { renderJunit } from "../../diagnostics/render-junit.ts";
import { renderSarif } from "../../diagnostics/render-sarif.ts";
import { renderGithub } from "../../diagnostics/render-github.ts";
import type { Host } from "../../host/host.ts";
import type { Printer, Terminal } from "./terminal.ts";

export const formats = ["human", "json", "github", "sarif", "junit"] as const;
export type Format = (typeof formats)[number];

export function isFormat(word: string): word is Format {
  return formats.some((format) => format === word);
}

/** What every command gets: the folder it was started in, the global options, and where to print. */
export interface CommandContext {
  readonly cwd: Host;
  readonly configPath: string | undefined;
  /** How the configuration is loaded, where that is not to be as usual. */
  readonly importModule?: (path: string) => Promise<unknown>;
  readonly format: Format;
  readonly terminal: Terminal;
}

/** How and where a command prints. */
export interface Printing {
  readonly format: Format;
  readonly terminal: Printer;
}

/** Prints what was noticed, apart from the command's own result. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], context: Printing): void {
  const { terminal } = context;
  // A report is a document: it says that there is nothing, too.
  if (diagnostics.length === 0 && context.format !== "sarif" && context.format !== "junit") return;
  switch (context.format) {
    case "human":
      terminal.err(`${renderHuman(diagnostics, terminal)}\n${countSeverities(diagnostics)}\n`);
      break;
    case "json":
      terminal.err(renderJson(diagnostics));
      break;
    case "github":
      terminal.out(renderGithub(diagnostics));
      break;
    case "sarif":
      terminal.out(renderSarif(diagnostics));
      break;
    case "junit":
      terminal.out(renderJunit(diagnostics));
      break;
  }
}

/** Prints a command's whole result, diagnostics included, as one JSON document. */
export function printJson(
  result: Readonly<Record<string, unknown>>,
  diagnostics: readonly Diagnostic[],
  context: Printing,
): void {
  const document = { version: 1, ...result, diagnostics: jsonDiagnostics(diagnostics) };
  context.terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** A context in which warnings may fail as errors do. */
export type StrictContext = CommandContext & { readonly strict: boolean };
export type StrictPrinting = Printing & { readonly strict: boolean };

/** Whether what was noticed makes the command fail; says so where only `--strict` does. */
export function fails(diagnostics: readonly Diagnostic[], context: StrictPrinting): boolean {
  if (hasErrors(diagnostics)) return true;
  const isRefused = context.strict && diagnostics.some(({ severity }) => severity === "warning");
  if (isRefused && context.format === "human") context.terminal.err("Warnings fail, as --strict asks.\n");
  return isRefused;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
