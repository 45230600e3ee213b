import { ts } from "ts-morph";

/** The first thing that is wrong with a text as TypeScript, if anything: what is said, and where. */
export function syntaxProblem(
  text: string,
): { readonly message: string; readonly start: number; readonly end: number } | undefined {
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    fileName: "handler.ts",
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const [first] = diagnostics;
  if (first === undefined) return undefined;
  const start = first.start ?? 0;
  return {
    message: ts.flattenDiagnosticMessageText(first.messageText, " "),
    start,
    end: start + (first.length ?? 0),
  };
}
