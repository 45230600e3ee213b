import type { Predicate } from "seqwright-runtime/model";
import type { Literal, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import { resolve, type Resolved } from "../context/scope.ts";
import type { Condition, Expression } from "../model/expression.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { expand, isAssignable, unionOf } from "../types/types.ts";
import { valueExpression } from "../values/values.ts";

/** Where a value that a guard names is in the scope of the method. */
export type PathOf = (name: string) => string;

/** The code of a predicate. What TypeScript would not let be compared is parsed first. */
export function conditionOf(
  predicate: Predicate,
  pathOf: PathOf,
  flow: Flow,
  context: MethodContext,
): Condition {
  switch (predicate.kind) {
    case "one-of":
      return oneOf(pathOf(predicate.name), predicate.values, flow, context);
    case "empty":
      return empty(pathOf(predicate.name), flow, context);
    case "compares": {
      const path = pathOf(predicate.name);
      const other = typeof predicate.with === "number" ? undefined : pathOf(predicate.with.path);
      const type = commonType(path, other, flow, context);
      const left = valueOfType(path, type, flow, context);
      const right: Expression =
        other === undefined || typeof predicate.with === "number"
          ? { kind: "literal", value: typeof predicate.with === "number" ? predicate.with : null }
          : valueOfType(other, type, flow, context);
      const operator = predicate.operator === "=" ? "===" : predicate.operator;
      return { kind: "compares", left, operator, right };
    }
    case "not":
      return denied(conditionOf(predicate.of, pathOf, flow, context));
    case "all":
    case "any":
      return {
        kind: predicate.kind,
        of: predicate.of.map((part) => conditionOf(part, pathOf, flow, context)),
      };
  }
}

const opposites = { "<": ">=", ">=": "<", ">": "<=", "<=": ">", "===": "!==", "!==": "===" } as const;

function denied(condition: Condition): Condition {
  return condition.kind === "compares"
    ? { ...condition, operator: opposites[condition.operator] }
    : { kind: "not", condition };
}

function oneOf(path: string, values: readonly Literal[], flow: Flow, context: MethodContext): Condition {
  const { table } = context.owner;
  const found = resolve(path, flow.scope, table);
  const [only, another] = values;
  if (only === true && another === undefined && found !== undefined && isOf("boolean", found, context))
    return { kind: "holds", expression: found.expression };
  const isComparable =
    found !== undefined &&
    values.every((value) =>
      value === null ? !found.optional : isAssignable({ kind: "enum", values: [value] }, found.type, table),
    );
  if (isComparable) return { kind: "one-of", left: found.expression, values };
  const type = unionOf(values.map(kindOf));
  return { kind: "one-of", left: valueOfType(path, type, flow, context), values };
}

function empty(path: string, flow: Flow, context: MethodContext): Condition {
  const found = resolve(path, flow.scope, context.owner.table);
  const value = found?.expression ?? valueOfType(path, { kind: "json" }, flow, context);
  if (found !== undefined && isOf("string", found, context))
    return { kind: "one-of", left: value, values: [""] };
  const isList = found !== undefined && isOf("list", found, context);
  const nothing: Expression = {
    kind: "call",
    on: "function",
    symbol: fromRuntime("isNothing"),
    args: [value],
  };
  if (!isList || value.kind !== "path") return { kind: "holds", expression: nothing };
  const length: Expression = { ...value, fields: [...value.fields, { name: "length", indexed: false }] };
  return { kind: "one-of", left: length, values: [0] };
}

function isOf(kind: TypeExpr["kind"], { type, optional }: Resolved, { owner }: MethodContext): boolean {
  return !optional && expand(type, owner.table).kind === kind;
}

/** Texts have an order, too; what is of another kind is read as a number. */
function commonType(path: string, other: string | undefined, flow: Flow, context: MethodContext): TypeExpr {
  const isText = (one: string): boolean => {
    const found = resolve(one, flow.scope, context.owner.table);
    return found !== undefined && isOf("string", found, context);
  };
  return other !== undefined && isText(path) && isText(other) ? { kind: "string" } : { kind: "number" };
}

function valueOfType(path: string, type: TypeExpr, flow: Flow, context: MethodContext): Expression {
  const name = path.split(".").at(-1) ?? path;
  return valueExpression({ kind: "from", path }, type, { name, receiver: "a condition" }, flow, context);
}

function kindOf(value: Literal): TypeExpr {
  if (value === null) return { kind: "enum", values: [null] };
  if (typeof value === "string") return { kind: "string" };
  return typeof value === "number" ? { kind: "number" } : { kind: "boolean" };
}
