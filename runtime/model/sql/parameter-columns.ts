import { assignments, insertedRows, withoutRows } from "./assignments.ts";
import {
  hasField,
  isNode,
  nameParts,
  nodeAt,
  nodesAt,
  textAt,
  type ParseNode,
  type ParseValue,
} from "./parse-tree.ts";

type Column = string | undefined;

/** For `$1`, `$2` …: the column that it is compared with, assigned to or inserted into. */
export function parameterColumns(statement: ParseNode): readonly Column[] {
  const columns: Column[] = [];
  visit(statement, undefined, columns);
  return Array.from(columns);
}

/** `column` is the one that a value at this place would be for. */
function visit(value: ParseValue | undefined, column: Column, into: Column[]): void {
  if (Array.isArray(value)) for (const item of value as readonly ParseValue[]) visit(item, column, into);
  if (!isNode(value)) return;
  for (const [kind, child] of Object.entries(value)) {
    if (isNode(child)) visitNode(kind, child, column, into);
    else visit(child, column, into);
  }
}

function visitNode(kind: string, fields: ParseNode, column: Column, into: Column[]): void {
  switch (kind) {
    case "ParamRef":
      return noteParameter(Number(fields["number"] ?? 1), column, into);
    case "A_Expr":
      return visitOperands(fields, column, into);
    case "InsertStmt":
      return visitInsertion(fields, into);
    case "MergeWhenClause":
      return visitMergeClause(fields, into);
    case "UpdateStmt":
    case "onConflictClause":
      return visitAssignments(fields, into);
    case "SelectStmt":
      return visitQuery(fields, into);
    default:
      return visit(fields, column, into);
  }
}

/** The first place counts, where a parameter stands at several. */
function noteParameter(number: number, column: Column, into: Column[]): void {
  if (number >= 1 && number <= parametersMax) into[number - 1] ??= column;
}

/** As many as PostgreSQL's protocol can carry. */
const parametersMax = 65_535;

function visitAssignments(fields: ParseNode, into: Column[]): void {
  for (const { column, value } of assignments(fields)) visit(value, column, into);
  visit({ ...fields, targetList: [] }, undefined, into);
}

function visitInsertion(insert: ParseNode, into: Column[]): void {
  const { columns, rows } = insertedRows(insert);
  for (const row of rows) row.forEach((value, index) => visit(value, columns[index], into));
  visit(withoutRows(insert), undefined, into);
}

/** `WHEN MATCHED THEN UPDATE SET a = $1 WHEN NOT MATCHED THEN INSERT (a) VALUES ($1)` */
function visitMergeClause(clause: ParseNode, into: Column[]): void {
  const columns = nodesAt(clause, "targetList").map((target) => textAt(nodeAt(target, "ResTarget"), "name"));
  nodesAt(clause, "values").forEach((value, index) => visit(value, columns[index], into));
  visitAssignments({ ...clause, values: [] }, into);
}

function visitQuery(query: ParseNode, into: Column[]): void {
  visit(query["limitCount"], "limit", into);
  visit(query["limitOffset"], "offset", into);
  visit({ ...query, limitCount: null, limitOffset: null }, undefined, into);
}

/** Arithmetic, as in `SET total = total + $1`, is for the column outside of it; a comparison has one of its own. */
function visitOperands(fields: ParseNode, column: Column, into: Column[]): void {
  const isArithmetic = arithmetic.has(nameParts(fields, "name").at(-1) ?? "");
  visit(fields["lexpr"], isArithmetic ? column : columnOf(nodeAt(fields, "rexpr")), into);
  visit(fields["rexpr"], isArithmetic ? column : columnOf(nodeAt(fields, "lexpr")), into);
}

const arithmetic = new Set(["+", "-", "*", "/", "%", "||"]);

/** The column itself, perhaps with a cast or a function around it: `lower(email)`. */
function columnOf(value: ParseNode): Column {
  if (hasField(value, "TypeCast")) return columnOf(nodeAt(nodeAt(value, "TypeCast"), "arg"));
  const [only, ...others] = nodesAt(nodeAt(value, "FuncCall"), "args");
  if (only !== undefined && others.length === 0) return columnOf(only);
  return nameParts(nodeAt(value, "ColumnRef"), "fields").at(-1);
}
