import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CompiledProject } from "./compile-project.ts";

/** Stubs that nobody has filled in, of all handlers that are there. */
export function stubsLeft({ diagrams }: CompiledProject): readonly Diagnostic[] {
  return diagrams.flatMap(({ stubs }) =>
    stubs.flatMap(({ isThere, diagnostic }) => (isThere ? [diagnostic] : [])),
  );
}
