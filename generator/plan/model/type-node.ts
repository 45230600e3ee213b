import type { TypeExpr } from "../../ir/model/diagram-model.ts";
import type { CodeSymbol } from "./code-symbol.ts";

export type TypeNode =
  | { readonly kind: "type"; readonly type: TypeExpr }
  /** A type that is declared elsewhere; `index` picks one member's type, `of` a part of that. */
  | {
      readonly kind: "type-symbol";
      readonly symbol: CodeSymbol;
      readonly index?: string;
      readonly of?: "parameters" | "result";
    }
  | { readonly kind: "object-type"; readonly fields: readonly ParameterPlan[] }
  | { readonly kind: "promise"; readonly of: TypeNode }
  /** A type parameter of the method around. */
  | { readonly kind: "type-parameter"; readonly name: string }
  /** A function without parameters. */
  | { readonly kind: "function"; readonly returns: TypeNode }
  | { readonly kind: "void" };

export interface ParameterPlan {
  readonly name: string;
  readonly type: TypeNode;
}
