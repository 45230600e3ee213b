import { hasField, isNode, nodeAt, textAt, type ParseNode, type ParseValue } from "./parse-tree.ts";

/** The tables that the columns of one statement may belong to, by the names that the statement gives them. */
export interface TableScope {
  readonly names: ReadonlyMap<string, string>;
  readonly outer: TableScope | undefined;
}

/** A table's name with its schema, where that is not the usual one. */
export function tableName(table: ParseNode): string {
  const schema = textAt(table, "schemaname");
  const name = textAt(table, "relname");
  return schema === "" || schema === "public" ? name : `${schema}.${name}`;
}

/** What `FROM orders o` calls `o` is `orders`; the second of two equal tables is `orders#2`. */
export function tableScope(statement: ParseNode, outer: TableScope | undefined): TableScope {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { alias, table } of sources.flatMap((field) => [...tablesIn(statement[field], field)])) {
    const count = (counts.get(table) ?? 0) + 1;
    counts.set(table, count);
    names.set(alias, count === 1 ? table : `${table}#${count}`);
  }
  return { names, outer };
}

const sources = ["relation", "fromClause", "usingClause", "sourceRelation"];

function* tablesIn(
  value: ParseValue | undefined,
  kind: string,
): Generator<{ readonly alias: string; readonly table: string }> {
  if (Array.isArray(value)) for (const item of value as readonly ParseValue[]) yield* tablesIn(item, "");
  if (!isNode(value)) return;
  const alias = textAt(nodeAt(value, "alias"), "aliasname");
  if (kind === "RangeVar" || kind === "relation")
    yield { alias: alias === "" ? textAt(value, "relname") : alias, table: tableName(value) };
  else if (kind === "RangeSubselect") yield { alias, table: "subquery" };
  else if (kind === "RangeFunction") yield { alias, table: alias };
  else for (const [field, child] of Object.entries(value)) yield* tablesIn(child, field);
}

/** The table's own name before a column; undefined where the statement has just this table. */
export function ownName(name: string, scope: TableScope): string | undefined {
  const own = scope.names.get(name);
  if (own !== undefined) return scope.names.size === 1 ? undefined : own;
  for (let around = scope.outer; around !== undefined; around = around.outer) {
    const found = around.names.get(name);
    if (found !== undefined) return found;
  }
  return name;
}

/** Whether nothing but a name is given: `o`, not `o (id, total)`. */
export function isPlainAlias(table: ParseNode): boolean {
  return !hasField(nodeAt(table, "alias"), "colnames");
}
