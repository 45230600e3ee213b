import { hasField, isNode, nodeAt, nodesAt, textAt, type ParseNode, type ParseValue } from "./parse-tree.ts";

export interface Assignment {
  readonly column: string;
  readonly value: ParseValue;
}

/** `SET a = $1, (b, c) = ($2, $3)`: one for each column. */
export function assignments(statement: ParseNode): readonly Assignment[] {
  return nodesAt(statement, "targetList").map((target) => {
    const { val = null, ...column } = nodeAt(target, "ResTarget");
    return { column: textAt(column, "name"), value: isNode(val) ? itsOwnPart(val) : val };
  });
}

/** PostgreSQL gives each column of `(b, c) = ($2, $3)` the whole row, and its place in it. */
function itsOwnPart(value: ParseNode): ParseNode {
  const part = nodeAt(value, "MultiAssignRef");
  const row = nodeAt(nodeAt(part, "source"), "RowExpr");
  return nodesAt(row, "args")[Number(part["colno"] ?? 1) - 1] ?? value;
}

/** `INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)`: columns and rows of values; no rows where a query gives them. */
export interface InsertedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ParseNode[])[];
}

export function insertedRows(insert: ParseNode): InsertedRows {
  const lists = nodesAt(nodeAt(nodeAt(insert, "selectStmt"), "SelectStmt"), "valuesLists");
  return {
    columns: nodesAt(insert, "cols").map((column) => textAt(nodeAt(column, "ResTarget"), "name")),
    rows: lists.map((list) => nodesAt(nodeAt(list, "List"), "items")),
  };
}

/** The INSERT with the rows taken out. */
export function withoutRows(insert: ParseNode): ParseNode {
  const source = nodeAt(insert, "selectStmt");
  if (!hasField(source, "SelectStmt")) return insert;
  return { ...insert, selectStmt: { SelectStmt: { ...nodeAt(source, "SelectStmt"), valuesLists: [] } } };
}
