import { hasField, nameParts, nodeAt, nodesAt, textAt, type ParseNode } from "./parse-tree.ts";

export type ColumnKind = "integer" | "number" | "boolean" | "text" | "uuid" | "time" | "bytes";

/** The type of a computed column, as far as it can be seen: `count(*)`, `EXISTS (…)`, `total > 5`, `id::text`, `1`. */
export function columnKind(value: ParseNode): ColumnKind | undefined {
  if (hasField(value, "TypeCast"))
    return typeKinds.get(nameParts(nodeAt(nodeAt(value, "TypeCast"), "typeName"), "names").at(-1) ?? "");
  if (hasField(value, "CoalesceExpr"))
    return columnKind(nodesAt(nodeAt(value, "CoalesceExpr"), "args")[0] ?? {});
  if (hasField(value, "FuncCall"))
    return functionKinds.get(nameParts(nodeAt(value, "FuncCall"), "funcname").at(-1) ?? "");
  if (hasField(value, "SubLink"))
    return textAt(nodeAt(value, "SubLink"), "subLinkType") === "EXISTS_SUBLINK" ? "boolean" : undefined;
  if (hasField(value, "BoolExpr") || hasField(value, "NullTest")) return "boolean";
  if (hasField(value, "A_Expr"))
    return comparisons.has(nameParts(nodeAt(value, "A_Expr"), "name").at(-1) ?? "") ? "boolean" : undefined;
  const constant = nodeAt(value, "A_Const");
  if (hasField(constant, "ival")) return "integer";
  return hasField(constant, "boolval") ? "boolean" : undefined;
}

const comparisons = new Set(["=", "<>", "<", "<=", ">", ">="]);

const functionKinds: ReadonlyMap<string, ColumnKind> = new Map([
  ["count", "integer"],
  ["row_number", "integer"],
  ["length", "integer"],
  ["sum", "number"],
  ["avg", "number"],
  ["bool_and", "boolean"],
  ["bool_or", "boolean"],
  ["string_agg", "text"],
  ["lower", "text"],
  ["upper", "text"],
]);

/** By PostgreSQL's own names of types. */
const typeKinds: ReadonlyMap<string, ColumnKind> = new Map([
  ["int2", "integer"],
  ["int4", "integer"],
  ["int8", "integer"],
  ["numeric", "number"],
  ["float4", "number"],
  ["float8", "number"],
  ["bool", "boolean"],
  ["text", "text"],
  ["varchar", "text"],
]);
