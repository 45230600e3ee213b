import { relative } from "node:path";
import { forbidden, misplaced } from "./forbidden.ts";

/** The parts of a parsed import, and of what oxlint gives to a rule, that are needed here. */
interface Source {
  readonly type: string;
  readonly value?: unknown;
}
interface ImportNode {
  readonly source: Source | null;
}
interface RuleContext {
  readonly cwd: string;
  readonly filename: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}

/** Rules of this repository for oxlint: who may import what, as `rooms.ts` and `fences.ts` say. */
const plugin = {
  meta: { name: "house" },
  rules: { imports: { create: checkImports } },
};
export default plugin;

function checkImports(context: RuleContext): Readonly<Record<string, (node: never) => void>> {
  const file = relative(context.cwd, context.filename).replaceAll("\\", "/");
  const check = ({ source }: ImportNode): void => {
    if (source === null || typeof source.value !== "string") return;
    const message = forbidden(file, source.value);
    if (message !== undefined) context.report({ node: source, message });
  };
  return {
    Program(node) {
      const message = misplaced(file);
      if (message !== undefined) context.report({ node, message });
    },
    ImportDeclaration: check,
    ImportExpression: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
  };
}
