import type { Literal } from "../../ir/model/diagram-model.ts";
import type { CallExpression, Expression, ObjectEntry } from "../model/expression.ts";
import { fromRuntime, type RuntimeName } from "../model/runtime-symbols.ts";

export function literal(value: Literal): Expression {
  return { kind: "literal", value };
}

export function array(items: readonly Expression[]): Expression {
  return { kind: "array", items };
}

export function object(fields: Readonly<Record<string, Expression>>): Expression {
  return { kind: "object", entries: Object.entries(fields).map(([key, value]) => ({ key, value })) };
}

/** A call of a function of the runtime. */
export function builder(name: RuntimeName, ...args: readonly Expression[]): CallExpression {
  return { kind: "call", on: "function", symbol: fromRuntime(name), args };
}

/** A field to spread where it has a value. */
export function present(key: string, value: Expression | undefined): Readonly<Record<string, Expression>> {
  return value === undefined ? {} : { [key]: value };
}

/** Plain data, field by field: one without a value is left out, one named in `special` is printed by that. */
export function data(
  value: unknown,
  special: Readonly<Record<string, (value: unknown) => Expression>> = {},
): Expression {
  if (Array.isArray(value)) return array(value.map((item: unknown) => data(item, special)));
  if (typeof value !== "object" || value === null) return literal(value as Literal);
  const entries = Object.entries(value).flatMap(([key, field]: [string, unknown]): ObjectEntry[] =>
    field === undefined ? [] : [{ key, value: special[key]?.(field) ?? data(field, special) }],
  );
  return { kind: "object", entries };
}
