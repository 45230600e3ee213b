import { insertedRows } from "./assignments.ts";
import { columnKind, type ColumnKind } from "./column-kind.ts";
import { parameterColumns } from "./parameter-columns.ts";
import { hasField, nameParts, nodeAt, nodesAt, textAt, visitNodes, type ParseNode } from "./parse-tree.ts";

export type SqlVerb = "select" | "insert" | "update" | "delete" | "merge";

/** What a statement itself says of its effect and of its answer, whatever the tables look like. */
export interface SqlFacts {
  readonly verb: SqlVerb;
  /** In the order in which they are written; without the names that WITH gives. */
  readonly tables: readonly string[];
  /** Those of `tables` that are written to: a SELECT may write in its WITH. */
  readonly writes: readonly string[];
  /** The column that `$1`, `$2` … is compared with, assigned to or inserted into. */
  readonly parameterColumns: readonly (string | undefined)[];
  /** What comes back: any number of rows, one at most, or how many rows were written. */
  readonly answer: "rows" | "row" | "count";
  /** Names of the columns that come back; `*` where a star stands for them. */
  readonly columns: readonly string[];
  /** What the statement itself says of the type of each of `columns`. */
  readonly kinds: readonly (ColumnKind | undefined)[];
  /** The columns that an INSERT names; undefined where it names none, and of other statements. */
  readonly inserted: { readonly table: string; readonly columns: readonly string[] } | undefined;
  /** An UPDATE or DELETE without WHERE: it is for all rows of its table. */
  readonly everyRow: boolean;
}

/** Undefined for a statement that neither reads nor writes rows, such as `COMMIT` or `RESET password`. */
export function sqlFacts(statement: ParseNode): SqlFacts | undefined {
  const [kind = ""] = Object.keys(statement);
  const verb = verbs.get(kind);
  if (verb === undefined) return undefined;
  const fields = nodeAt(statement, kind);
  return {
    verb,
    ...tablesOf(statement),
    parameterColumns: parameterColumns(statement),
    answer: answerOf(verb, fields),
    ...resultColumns(verb, fields),
    inserted: insertedInto(verb, fields),
    everyRow: (verb === "update" || verb === "delete") && !hasField(fields, "whereClause"),
  };
}

const verbs: ReadonlyMap<string, SqlVerb> = new Map([
  ["SelectStmt", "select"],
  ["InsertStmt", "insert"],
  ["UpdateStmt", "update"],
  ["DeleteStmt", "delete"],
  ["MergeStmt", "merge"],
]);

/** As written: `public.orders`, `orders`. */
function tableName(table: ParseNode): string {
  return [textAt(table, "schemaname"), textAt(table, "relname")].filter((part) => part !== "").join(".");
}

function tablesOf(statement: ParseNode): Pick<SqlFacts, "tables" | "writes"> {
  const named = new Set<string>();
  const found: { readonly name: string; readonly location: number; readonly written: boolean }[] = [];
  const add = (table: ParseNode, written: boolean): void => {
    found.push({ name: tableName(table), location: Number(table["location"] ?? 0), written });
  };
  visitNodes(statement, (kind, fields) => {
    if (kind === "CommonTableExpr") named.add(textAt(fields, "ctename"));
    if (kind === "RangeVar") add(fields, false);
    if (verbs.has(kind) && hasField(fields, "relation")) add(nodeAt(fields, "relation"), true);
  });
  const tables = found.sort((a, b) => a.location - b.location).filter(({ name }) => !named.has(name));
  return {
    tables: [...new Set(tables.map(({ name }) => name))],
    writes: [...new Set(tables.flatMap(({ name, written }) => (written ? [name] : [])))],
  };
}

function insertedInto(verb: SqlVerb, insert: ParseNode): SqlFacts["inserted"] {
  const { columns } = insertedRows(insert);
  if (verb !== "insert" || columns.length === 0) return undefined;
  return { table: tableName(nodeAt(insert, "relation")), columns };
}

function answerOf(verb: SqlVerb, fields: ParseNode): SqlFacts["answer"] {
  if (verb === "select") return isOneRow(fields) ? "row" : "rows";
  if (nodesAt(nodeAt(fields, "returningClause"), "exprs").length === 0) return "count";
  const rows = nodesAt(nodeAt(nodeAt(fields, "selectStmt"), "SelectStmt"), "valuesLists");
  return verb === "insert" && rows.length === 1 ? "row" : "rows";
}

/** `LIMIT 1`, or nothing but aggregates over all rows: `SELECT count(*), max(total)`. */
function isOneRow(select: ParseNode): boolean {
  const limit = nodeAt(nodeAt(nodeAt(select, "limitCount"), "A_Const"), "ival");
  if (limit["ival"] === 1) return true;
  const targets = nodesAt(select, "targetList").map((target) => nodeAt(nodeAt(target, "ResTarget"), "val"));
  return !hasField(select, "groupClause") && targets.length > 0 && targets.every(isAggregate);
}

const aggregates = new Set(
  "count sum avg min max bool_and bool_or every array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg".split(
    " ",
  ),
);

/** An aggregate, perhaps with a cast or a default around it: `coalesce(sum(total), 0)::int`. */
function isAggregate(target: ParseNode): boolean {
  if (hasField(target, "TypeCast")) return isAggregate(nodeAt(nodeAt(target, "TypeCast"), "arg"));
  if (hasField(target, "CoalesceExpr"))
    return isAggregate(nodesAt(nodeAt(target, "CoalesceExpr"), "args")[0] ?? {});
  const call = nodeAt(target, "FuncCall");
  return !hasField(call, "over") && aggregates.has(nameParts(call, "funcname").at(-1) ?? "");
}

function resultColumns(verb: SqlVerb, fields: ParseNode): Pick<SqlFacts, "columns" | "kinds"> {
  const listed =
    verb === "select" ? nodesAt(fields, "targetList") : nodesAt(nodeAt(fields, "returningClause"), "exprs");
  const targets = listed.map((target) => nodeAt(target, "ResTarget"));
  return {
    columns: targets.map(resultColumn),
    kinds: targets.map((target) => columnKind(nodeAt(target, "val"))),
  };
}

/** As PostgreSQL names it: by alias, column or function. */
function resultColumn(target: ParseNode): string {
  const alias = textAt(target, "name");
  return alias === "" ? columnNamed(nodeAt(target, "val")) : alias;
}

function columnNamed(value: ParseNode): string {
  if (hasField(value, "TypeCast")) return columnNamed(nodeAt(nodeAt(value, "TypeCast"), "arg"));
  const column = nodeAt(value, "ColumnRef");
  if (nodesAt(column, "fields").some((field) => hasField(field, "A_Star"))) return "*";
  const parts = [...nameParts(column, "fields"), ...nameParts(nodeAt(value, "FuncCall"), "funcname")];
  return parts.at(-1) ?? (hasField(value, "CoalesceExpr") ? "coalesce" : "?column?");
}
