import type { Literal, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { CodeSymbol } from "./code-symbol.ts";

export type Expression =
  /** A local name and what is read from it. */
  | { readonly kind: "path"; readonly root: string; readonly fields: readonly PathField[] }
  /** Something that is declared elsewhere. */
  | { readonly kind: "symbol"; readonly symbol: CodeSymbol }
  /** Something that every program has: `JSON`. */
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "literal"; readonly value: Literal }
  | {
      readonly kind: "template";
      /** A function that gets chunks and values. */
      readonly tag?: CodeSymbol;
      readonly chunks: readonly string[];
      readonly values: readonly Expression[];
    }
  | { readonly kind: "sql"; readonly chunks: readonly string[]; readonly values: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "schema"; readonly type: TypeExpr }
  | CallExpression
  | { readonly kind: "await"; readonly of: Expression }
  /** `() => call`: for a function that makes the call itself, perhaps several times. */
  | { readonly kind: "thunk"; readonly of: Expression }
  /** The rows of a SQL result: all, or the first (`null` when there is none, if `orNull`). */
  | {
      readonly kind: "rows";
      readonly of: Expression;
      readonly take: "all" | "first";
      readonly orNull: boolean;
    }
  /** How many rows a SQL statement wrote. */
  | { readonly kind: "row-count"; readonly of: Expression }
  /** `call.catch(caught(NotFoundException))` */
  | { readonly kind: "catch"; readonly of: Expression; readonly errors: readonly CodeSymbol[] }
  | FactoryExpression;

export interface PathField {
  readonly name: string;
  /** The type has an index signature: read with brackets. */
  readonly indexed: boolean;
}

export interface ObjectEntry {
  /** An expression for a key that is computed. */
  readonly key: string | Expression;
  readonly value: Expression;
}

export type CallExpression = {
  readonly kind: "call";
  readonly args: readonly Expression[];
} & (
  | { readonly on: "function"; readonly symbol: CodeSymbol }
  | { readonly on: "this"; readonly name: string }
  | {
      readonly on: "field";
      readonly field: string;
      readonly access: "private" | "protected";
      readonly name: string;
    }
  | { readonly on: "value"; readonly value: Expression; readonly name: string }
);

/** `(collaborators: ShopCollaborators) => new Shop(collaborators)`, `({ sql }) => new Db({ sql })` */
export interface FactoryExpression {
  readonly kind: "factory";
  readonly class: CodeSymbol;
  readonly takes:
    | { readonly kind: "nothing" }
    | { readonly kind: "collaborators"; readonly type: CodeSymbol }
    | { readonly kind: "clients"; readonly names: readonly string[] };
}

export type Condition =
  | { readonly kind: "one-of"; readonly left: Expression; readonly values: readonly Literal[] }
  | {
      readonly kind: "compares";
      readonly left: Expression;
      readonly operator: "===" | "!==" | "<" | "<=" | ">" | ">=";
      readonly right: Expression;
    }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "instance-of"; readonly left: Expression; readonly error: CodeSymbol }
  | { readonly kind: "holds"; readonly expression: Expression }
  | { readonly kind: "not"; readonly condition: Condition };
