import { ts } from "ts-morph";
import { parse } from "./cut-class.ts";

/** How often each name is used in a text, imports apart; `#repo` and `repo` are two names. */
export function namesIn(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return counts;
}
