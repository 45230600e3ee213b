import { Node, type SourceFile } from "ts-morph";
import { type Edit, edited } from "./edit.ts";
import type { GenericMutant } from "./generic-mutant.ts";
import { operators } from "./operators/index.ts";

/** Every mistake that can be made in a handler, once each. Many of them are none that types let through. */
export function mutantsOf(folder: string, file: SourceFile): readonly GenericMutant[] {
  const source = file.getFullText();
  const found = new Map<string, GenericMutant>();
  const methods = file.getClasses().flatMap((one) => one.getMethods());
  for (const method of methods) {
    for (const node of [method, ...method.getDescendants()]) {
      if (isType(node)) continue;
      for (const { name, mistakes } of operators) {
        for (const edit of mistakes(node)) {
          const text = edited(source, edit);
          if (text === source || found.has(text)) continue;
          found.set(text, {
            folder,
            handler: file.getBaseName(),
            method: method.getName(),
            operator: name,
            edit,
            change: `${onOneLine(source.slice(edit.start, edit.end))} → ${onOneLine(edit.text) || "nothing"}`,
            ...changedLines(source, edit),
          });
        }
      }
    }
  }
  return [...found.values()];
}

function isType(node: Node): boolean {
  return Node.isTypeNode(node) || node.getAncestors().some((one) => Node.isTypeNode(one));
}

const shownMax = 90;

function onOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= shownMax ? line : `${line.slice(0, shownMax)}…`;
}

/** The whole lines that the change touches, as they were and as they are. */
function changedLines(source: string, edit: Edit): Pick<GenericMutant, "before" | "after"> {
  const start = source.lastIndexOf("\n", edit.start - 1) + 1;
  const newline = source.indexOf("\n", edit.end);
  const end = newline === -1 ? source.length : newline;
  const text = source.slice(start, edit.start) + edit.text + source.slice(edit.end, end);
  return { before: source.slice(start, end), after: text };
}
