import type { AstNode } from "./nodes.ts";

/** Calls `visitor` for a node and everything below it, parents first. */
export function visit(node: AstNode, visitor: (node: AstNode, parent: AstNode | undefined) => void): void {
  descend(node, undefined, visitor);
}

function descend(
  node: AstNode,
  parent: AstNode | undefined,
  visitor: (node: AstNode, parent: AstNode | undefined) => void,
): void {
  visitor(node, parent);
  for (const child of childrenOf(node)) descend(child, node, visitor);
}

/** The nodes directly below a node, in no particular order. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  switch (node.kind) {
    case "diagram":
      return [...node.comments, ...node.statements];
    case "message":
      return [node.left, node.arrow, node.right, ...node.multicast, ...present(node.color)];
    case "gate":
      return [node.name, node.arrow, ...present(node.color)];
    case "end":
    case "link":
      return [node.name];
    case "declaration":
      return [node.name, ...present(node.color)];
    case "life":
      return [...present(node.name), ...node.colors];
    case "note":
      return [...node.names, ...present(node.color)];
    case "reference":
      return [...node.names, ...node.colors];
    case "group":
    case "branch":
      return node.colors;
    case "arrow":
    case "box":
    case "return":
      return present(node.color);
    default:
      return [];
  }
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
