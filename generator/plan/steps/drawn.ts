import type { DrawingName } from "seqwright-runtime/model";
import type { CallExpression, Expression } from "../model/expression.ts";
import { fromModel } from "../model/runtime-symbols.ts";

/** A call of one of the functions that a diagram is written with: `asks("Cache", "job:{jobId}")`. */
export function drawn(name: DrawingName, ...args: readonly Expression[]): CallExpression {
  return { kind: "call", on: "function", symbol: fromModel(name), args };
}
