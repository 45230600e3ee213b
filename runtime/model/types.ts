import type { Literal } from "./values.ts";

/** The type of a value, as far as the diagram tells it. */
export type TypeExpr =
  | {
      readonly kind: "string";
      readonly format?: "uri" | "date-time" | "uuid" | "email";
      readonly nonEmpty?: boolean;
    }
  | { readonly kind: "number"; readonly integer?: boolean }
  | { readonly kind: "boolean" }
  /** Binary data: a `Uint8Array`, `bytea` in a database, base64 in JSON. */
  | { readonly kind: "bytes" }
  | { readonly kind: "enum"; readonly values: readonly Literal[] }
  | { readonly kind: "list"; readonly element: TypeExpr }
  | { readonly kind: "record"; readonly fields: readonly TypedField[] }
  | { readonly kind: "union"; readonly members: readonly TypeExpr[] }
  /** A type that the diagram or the configuration gives a name. */
  | { readonly kind: "named"; readonly name: string }
  /** Any JSON value. */
  | { readonly kind: "json" }
  | PortType;

export interface TypedField {
  readonly name: string;
  readonly type: TypeExpr;
  readonly optional: boolean;
}

/** An object through which the participant of this code is called back. */
export interface PortType {
  readonly kind: "port";
  readonly participant: string;
}

/** The argument is an object through which this participant is called back. */
export function port(participant: string): PortType {
  return { kind: "port", participant };
}
