import type { Diagnostic as LspDiagnostic, PublishDiagnosticsParams } from "vscode-languageserver/node";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { lspDiagnostic } from "./to-lsp.ts";

type ByFile = ReadonlyMap<string, readonly LspDiagnostic[]>;

/** What the editor was told, by the diagram that it was noticed for. Several diagrams may speak of one file. */
export class Published {
  readonly #send: (given: PublishDiagnosticsParams) => void;
  readonly #told = new Map<string, ByFile>();

  constructor(send: (given: PublishDiagnosticsParams) => void) {
    this.#send = send;
  }

  /** Tells what is noticed for a diagram now, in all files, and takes back what was told for it before. */
  tell(
    uri: string,
    diagnostics: readonly Diagnostic[],
    uriOf: (source: SourceFile) => string,
    version: number | undefined,
  ): void {
    const byFile = Map.groupBy(diagnostics, ({ source }) => uriOf(source));
    const now = new Map(
      [...byFile].map(([file, own]) => [file, own.map((one) => lspDiagnostic(one, uriOf))]),
    );
    this.#replace(uri, now.has(uri) ? now : new Map([...now, [uri, []]]), version);
  }

  /** A diagram is not open any more. */
  close(uri: string): void {
    this.#replace(uri, new Map());
  }

  #replace(uri: string, now: ByFile, version?: number): void {
    const before = this.#told.get(uri) ?? new Map<string, readonly LspDiagnostic[]>();
    if (now.size === 0) this.#told.delete(uri);
    else this.#told.set(uri, now);
    for (const file of new Set([...before.keys(), ...now.keys()])) {
      const all = [...this.#told.values()].flatMap((told) => told.get(file) ?? []);
      const distinct = new Map(all.map((one) => [JSON.stringify(one), one]));
      this.#send({
        uri: file,
        diagnostics: [...distinct.values()],
        ...(file === uri && version !== undefined ? { version } : {}),
      });
    }
  }
}
