import type { Node } from "ts-morph";
import type { Edit } from "../edit.ts";

/** One way to make a mistake, and what it makes of a node: nothing where it does not fit. Types are checked afterwards. */
export interface Operator {
  readonly name: string;
  readonly mistakes: (node: Node) => readonly Edit[];
}

/** Puts a text in the place of a node. */
export function instead(node: Node, text: string): Edit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** Lets two nodes change places; what stands between them stays. */
export function swapped(one: Node, other: Node): Edit {
  const source = one.getSourceFile().getFullText();
  const between = source.slice(one.getEnd(), other.getStart());
  return { start: one.getStart(), end: other.getEnd(), text: other.getText() + between + one.getText() };
}

/** Each node with the one after it. */
export function neighbours<T>(nodes: readonly T[]): readonly (readonly [T, T])[] {
  return nodes.slice(1).flatMap((node, index) => {
    const before = nodes[index];
    return before === undefined ? [] : [[before, node] as const];
  });
}
