/** A value in PostgreSQL's parse tree, as libpg-query writes it in JSON. */
export type ParseValue = string | number | boolean | null | ParseNode | readonly ParseValue[];

/** Fields by name. Where several kinds of node may stand, the only field is the kind: `{ SelectStmt: { … } }`. */
export interface ParseNode {
  readonly [field: string]: ParseValue;
}

const nothing: ParseNode = {};

export function isNode(value: ParseValue | undefined): value is ParseNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node in this field; one without fields where there is none. */
export function nodeAt(node: ParseNode, field: string): ParseNode {
  const value = node[field];
  return isNode(value) ? value : nothing;
}

/** The nodes in the list of this field. */
export function nodesAt(node: ParseNode, field: string): readonly ParseNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textAt(node: ParseNode, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

export function hasField(node: ParseNode, field: string): boolean {
  return node[field] !== undefined;
}

/** The parts of a name: `public`, `orders`. A star is left out. */
export function nameParts(node: ParseNode, field: string): readonly string[] {
  return nodesAt(node, field).flatMap((part) =>
    hasField(part, "String") ? [textAt(nodeAt(part, "String"), "sval")] : [],
  );
}

/** Visits every node of a tree with its kind or its field, parents first. */
export function visitNodes(
  value: ParseValue,
  visit: (kind: string, fields: ParseNode) => void,
  kind = "",
): void {
  if (isNode(value)) {
    if (kind !== "") visit(kind, value);
    for (const [field, child] of Object.entries(value)) visitNodes(child, visit, field);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly ParseValue[]) visitNodes(item, visit);
  }
}
