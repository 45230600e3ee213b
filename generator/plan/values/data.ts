import type { Literal } from "../../ir/model/diagram-model.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
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
