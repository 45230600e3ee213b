import { assignments, insertedRows, withoutRows, type InsertedRows } from "./assignments.ts";
import { byText, enclosed, joined, listed, named, plain, sorted, type Form, type Parameter } from "./form.ts";
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
import { isPlainAlias, ownName, tableName, tableScope, type TableScope } from "./table-scope.ts";

/** A statement with nothing in it that is only spelling, so that equal ones have equal texts. */
export interface CanonicalStatement {
  /** `?` stands for each parameter. */
  readonly text: string;
  /** Which parameter each `?` is. */
  readonly parameters: readonly Parameter[];
  /** What RETURNING gives, or a SELECT, apart: it is no part of what the statement does, or which rows it finds. */
  readonly returning: readonly Returned[];
}

export interface Returned {
  readonly text: string;
  /** Instead of the star of a SELECT, the columns that are wanted may be named: `star to read`. */
  readonly kind: "column" | "star" | "star to read" | "other";
}

/**
 * Case, white space, quoting, comments and parentheses do not reach the parse tree. Left out or put in order here: casts,
 * aliases of tables, the schema `public`, the order of SET and INSERT columns, of AND, OR and IN, and of both sides of
 * a comparison. Of two parts that only differ in their parameters, the first written stays first.
 */
export function canonicalStatement(statement: ParseNode): CanonicalStatement {
  const [kind = ""] = Object.keys(statement);
  const { returningClause, ...fields } = nodeAt(statement, kind);
  const scope = tableScope(fields, undefined);
  const columns = kind === "SelectStmt" ? columnsOf(fields, scope) : undefined;
  const { text, parameters } = nodeForm(kind, columns === undefined ? fields : without(fields), noTables);
  const exprs = isNode(returningClause) ? nodesAt(returningClause, "exprs") : [];
  return {
    text,
    parameters,
    returning: columns ?? exprs.map((one) => returned(nodeAt(one, "ResTarget"), scope)),
  };
}

/** What a SELECT gives, where that has no part in which rows it finds. */
function columnsOf(fields: ParseNode, scope: TableScope): readonly Returned[] | undefined {
  const isApart =
    fields["op"] === "SETOP_NONE" && !hasField(fields, "distinctClause") && !countsColumns(fields);
  const targets = nodesAt(fields, "targetList").map((one) => nodeAt(one, "ResTarget"));
  const isPlain = targets.every((one) => target(one, scope).parameters.length === 0);
  if (!isApart || !isPlain || targets.length === 0) return undefined;
  return targets
    .map((one) => returned(one, scope))
    .map(({ text, kind }) => ({ text, kind: kind === "star" ? "star to read" : kind }));
}

/** `ORDER BY 1`, `GROUP BY 2` */
function countsColumns(fields: ParseNode): boolean {
  const sorts = nodesAt(fields, "sortClause").map((one) => nodeAt(nodeAt(one, "SortBy"), "node"));
  return [...sorts, ...nodesAt(fields, "groupClause")].some((one) =>
    hasField(nodeAt(one, "A_Const"), "ival"),
  );
}

function without({ targetList: _, ...fields }: ParseNode): ParseNode {
  return fields;
}

function returned(fields: ParseNode, scope: TableScope): Returned {
  const value = nodeAt(nodeAt(fields, "val"), "ColumnRef");
  const isPlain = hasField(value, "fields") && !hasField(withoutIdleName(fields), "name");
  const kind = !isPlain ? "other" : isStar(value) ? "star" : "column";
  return { text: target(fields, scope).text, kind };
}

type Rule = (fields: ParseNode, scope: TableScope) => Form;

const noTables: TableScope = { names: new Map(), outer: undefined };

function form(value: ParseValue, scope: TableScope): Form {
  if (Array.isArray(value)) return listed((value as readonly ParseValue[]).map((item) => form(item, scope)));
  if (!isNode(value)) return plain(JSON.stringify(value));
  const [kind = "", ...others] = Object.keys(value);
  return others.length === 0 && rules.has(kind)
    ? nodeForm(kind, nodeAt(value, kind), scope)
    : fieldsForm(value, scope);
}

/** The fields as they are, but for those that are given as `settled` already. */
function fieldsForm(
  fields: ParseNode,
  scope: TableScope,
  settled: Readonly<Record<string, Form>> = {},
): Form {
  const names = Object.keys({ ...fields, ...settled }).filter((name) => !spelling.has(name));
  const parts = names.sort().map((name) => {
    const value = settled[name] ?? fieldForm(name, fields[name] ?? null, scope);
    return joined([plain(`${name}: `), value]);
  });
  return enclosed("{", parts, "}");
}

function fieldForm(name: string, value: ParseValue, scope: TableScope): Form {
  return isNode(value) ? nodeForm(name, value, scope) : form(value, scope);
}

function nodeForm(kind: string, fields: ParseNode, scope: TableScope): Form {
  const isQuery = (kind === "larg" || kind === "rarg") && hasField(fields, "limitOption");
  const rule = rules.get(isQuery ? "SelectStmt" : kind);
  return rule === undefined ? form(fields, scope) : rule(fields, scope);
}

/** Where something stands in the text, and how a function call was spelled. */
const spelling = new Set([
  "location",
  "rexpr_list_start",
  "rexpr_list_end",
  "list_start",
  "list_end",
  "funcformat",
]);

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["ParamRef", ({ number = 0 }) => ({ text: "?", parameters: [Number(number)] })],
  ["TypeCast", ({ arg = null }, scope) => form(arg, scope)],
  ["ColumnRef", column],
  ["RangeVar", table],
  ["relation", table],
  ["RangeSubselect", subquery],
  ["LockingClause", locking],
  ["ResTarget", target],
  ["SortBy", sorting],
  ["A_Expr", operation],
  ["SQLValueFunction", valueFunction],
  ["BoolExpr", connective],
  ["SelectStmt", (fields, outer) => fieldsForm(fields, tableScope(fields, outer))],
  ["DeleteStmt", (fields, outer) => fieldsForm(fields, tableScope(fields, outer))],
  ["MergeStmt", (fields, outer) => fieldsForm(fields, tableScope(fields, outer))],
  ["InsertStmt", insertion],
  ["UpdateStmt", (fields, outer) => assigning(fields, tableScope(fields, outer))],
  ["onConflictClause", assigning],
  ["infer", conflictTarget],
]);

function column(fields: ParseNode, scope: TableScope): Form {
  const names = nameParts(fields, "fields");
  const path = isStar(fields) ? names : names.slice(0, -1);
  const own = isStar(fields) ? plain("*") : named(names.at(-1) ?? "");
  return joined([...qualifier(path[0] === "public" ? path.slice(1) : path, scope), own]);
}

function isStar(column: ParseNode): boolean {
  return nodesAt(column, "fields").some((part) => hasField(part, "A_Star"));
}

/** The table before a column, under its own name; nothing where the statement has just one. */
function qualifier(path: readonly string[], scope: TableScope): readonly Form[] {
  const [name, ...rest] = path;
  if (name === undefined) return [];
  const own = rest.length > 0 ? path.join(".") : ownName(name, scope);
  return own === undefined ? [] : [named(own), plain(".")];
}

function table(fields: ParseNode, scope: TableScope): Form {
  const only = plain(fields["inh"] === true ? "" : "ONLY ");
  const name = joined([only, named(tableName(fields))]);
  return isPlainAlias(fields) ? name : joined([name, form(nodeAt(fields, "alias"), scope)]);
}

function subquery({ alias = null, ...fields }: ParseNode, scope: TableScope): Form {
  return isPlainAlias({ alias }) ? fieldsForm(fields, scope) : fieldsForm({ ...fields, alias }, scope);
}

/** `FOR UPDATE OF o` names a table by its alias. */
function locking(fields: ParseNode, scope: TableScope): Form {
  const locked = nodesAt(fields, "lockedRels").map((one) =>
    joined(qualifier([textAt(nodeAt(one, "RangeVar"), "relname")], scope)),
  );
  return fieldsForm(fields, scope, { lockedRels: sorted(locked) });
}

function target(fields: ParseNode, scope: TableScope): Form {
  return fieldsForm(withoutIdleName(fields), scope);
}

/** `id AS id` is `id`. */
function withoutIdleName(fields: ParseNode): ParseNode {
  const { name, ...rest } = fields;
  const own = nameParts(nodeAt(nodeAt(fields, "val"), "ColumnRef"), "fields").at(-1);
  return own === name ? rest : fields;
}

/** `ASC`, and the place of NULL that goes with the direction, need not be written. */
function sorting(fields: ParseNode, scope: TableScope): Form {
  const isDescending = fields["sortby_dir"] === "SORTBY_DESC";
  const nulls = fields["sortby_nulls"];
  const isUsual = nulls === (isDescending ? "SORTBY_NULLS_FIRST" : "SORTBY_NULLS_LAST");
  return fieldsForm(
    {
      ...fields,
      ...(fields["sortby_dir"] === "SORTBY_ASC" ? { sortby_dir: "SORTBY_DEFAULT" } : {}),
      ...(isUsual ? { sortby_nulls: "SORTBY_NULLS_DEFAULT" } : {}),
    },
    scope,
  );
}

function operation(fields: ParseNode, scope: TableScope): Form {
  const { kind, lexpr, rexpr } = fields;
  const [name = "", ...schema] = nameParts(fields, "name").toReversed();
  const items = nodesAt(nodeAt(nodeAt(fields, "rexpr"), "List"), "items");
  if (kind === "AEXPR_IN" && items.length === 1 && lexpr !== undefined)
    return comparison(name, form(lexpr, scope), form(items[0] ?? null, scope));
  if (kind === "AEXPR_IN")
    return fieldsForm(fields, scope, { rexpr: sorted(items.map((item) => form(item, scope))) });
  const list = kind === "AEXPR_OP_ANY" && schema.length === 0 ? listParameter(rexpr) : undefined;
  if (list !== undefined && lexpr !== undefined) return comparison(name, form(lexpr, scope), list);
  if (kind !== "AEXPR_OP" || schema.length > 0 || lexpr === undefined || rexpr === undefined)
    return fieldsForm(fields, scope);
  return comparison(name, form(lexpr, scope), form(rexpr, scope));
}

/** `a = ANY($1)` is `a = $1` for a list of one value. */
function listParameter(value: ParseValue | undefined): Form | undefined {
  if (!isNode(value)) return undefined;
  if (hasField(value, "TypeCast")) return listParameter(nodeAt(value, "TypeCast")["arg"]);
  const number = Number(nodeAt(value, "ParamRef")["number"] ?? 0);
  return number === 0 ? undefined : { text: "?", parameters: [{ listOf: number }] };
}

/** `CURRENT_TIMESTAMP` is `now()`. */
function valueFunction(fields: ParseNode, scope: TableScope): Form {
  return fields["op"] === "SVFOP_CURRENT_TIMESTAMP"
    ? form({ FuncCall: { funcname: [{ String: { sval: "now" } }] } }, scope)
    : fieldsForm(fields, scope);
}

/** `$1 > a` is `a < $1`, and `$1 = a` is `a = $1`. */
function comparison(operator: string, left: Form, right: Form): Form {
  const turned = mirrored.get(operator);
  if (turned !== undefined) return enclosed("(", [right, plain(` ${turned} `), left], ")");
  const [first = left, second = right] =
    operator === "=" || operator === "<>" ? byText([left, right]) : [left, right];
  return enclosed("(", [first, plain(` ${operator} `), second], ")");
}

const mirrored: ReadonlyMap<string, string> = new Map([
  [">", "<"],
  [">=", "<="],
]);

/** `a AND (b AND c)` is `c AND a AND b`. */
function connective(fields: ParseNode, scope: TableScope): Form {
  const operator = textAt(fields, "boolop");
  if (operator === "NOT_EXPR") return fieldsForm(fields, scope);
  const parts = flattened(fields, operator).map((part) => form(part, scope));
  return joined([plain(operator), sorted(parts)]);
}

function flattened(fields: ParseNode, operator: string): readonly ParseNode[] {
  return nodesAt(fields, "args").flatMap((part) => {
    const inner = nodeAt(part, "BoolExpr");
    return textAt(inner, "boolop") === operator ? flattened(inner, operator) : [part];
  });
}

function assigning(fields: ParseNode, scope: TableScope): Form {
  const set = assignments(fields).map((one) => assigned(one.column, one.value, scope));
  return fieldsForm(fields, scope, { targetList: sorted(set) });
}

function insertion(fields: ParseNode, outer: TableScope): Form {
  const scope = tableScope(fields, outer);
  const inserted = insertedRows(fields);
  if (!isComplete(inserted)) return fieldsForm(fields, scope);
  const rows = inserted.rows.map((row) => insertedRow(inserted.columns, row, scope));
  return fieldsForm({ ...withoutRows(fields), cols: [] }, scope, { rows: listed(rows) });
}

function isComplete({ columns, rows }: InsertedRows): boolean {
  return columns.length > 0 && rows.length > 0 && rows.every((row) => row.length === columns.length);
}

function insertedRow(columns: readonly string[], row: readonly ParseNode[], scope: TableScope): Form {
  return sorted(row.map((value, index) => assigned(columns[index] ?? "", value, scope)));
}

function assigned(name: string, value: ParseValue, scope: TableScope): Form {
  return joined([named(name), plain(" = "), form(value, scope)]);
}

function conflictTarget(fields: ParseNode, scope: TableScope): Form {
  const elements = nodesAt(fields, "indexElems").map((element) => form(element, scope));
  return fieldsForm(fields, scope, { indexElems: sorted(elements) });
}
