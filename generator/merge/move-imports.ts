import { posix } from "node:path";
import { ts } from "ts-morph";
import { parse } from "./text/cut-class.ts";
import { type Edit, splice } from "./text/splice.ts";

/**
 * A handler's text for another folder: what it imports from the developer's files beside it, which stay, is imported from
 * there. Other handlers and generated files move along.
 */
export function moveImports(
  text: string,
  { from, to }: { readonly from: string; readonly to: string },
  existing: ReadonlyMap<string, string>,
): string {
  const [before, now] = [posix.dirname(from), posix.dirname(to)];
  if (before === now) return text;
  const file = parse(text);
  const edits = file.statements.flatMap((statement): readonly Edit[] => {
    const named = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const specifier = named ? statement.moduleSpecifier : undefined;
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return [];
    const target = posix.join(before, specifier.text);
    const stays = existing.has(target) && !target.endsWith(".handler.ts");
    if (!specifier.text.startsWith(".") || !stays) return [];
    const moved = posix.relative(now, target);
    const start = specifier.getStart(file) + 1;
    return [{ start, end: specifier.end - 1, text: moved.startsWith(".") ? moved : `./${moved}` }];
  });
  return splice(text, edits);
}
