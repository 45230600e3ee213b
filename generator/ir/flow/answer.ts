import type { Encoding } from "seqwright-runtime/model";
import type { TypeExpr } from "../model/diagram-model.ts";
import type { DrawnSources } from "./drawn-sources.ts";

/** What an answer carries, before it is known where the sender has it from. */
export type Answer =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "returns";
      /** How its value is called where it is drawn; looked up in the sender's scope. */
      readonly name: string;
      /** How the caller calls it from then on. */
      readonly as: string;
      /** Of this one answer. */
      readonly type: TypeExpr;
      /** Of all answers of its kind: the named type that it is a variant of. */
      readonly general: TypeExpr;
      /** Its fields as drawn. */
      readonly shown: TypeExpr;
      readonly encoding: Encoding;
      /** Of a SQL result with several columns: the one that it stands in. */
      readonly column?: string;
      /** Its fields are drawn one by one. */
      readonly drawn: boolean;
      /** What its fields are drawn to come from. */
      readonly sources: DrawnSources;
      /** An HTTP answer: `{ status, body }`. */
      readonly status: boolean;
      /** An HTTP status without a body: whatever body was received is handed on. */
      readonly forwards: number | undefined;
      /** `200 OK order`: what the sender calls the body. */
      readonly bodyName: string | undefined;
    }
  | { readonly kind: "throws"; readonly error: string; readonly message: string | undefined };

export type Returned = Answer & { readonly kind: "returns" };

/** A value as it is named, with nothing drawn of it. */
export function returned(name: string, as: string, type: TypeExpr): Returned {
  return {
    kind: "returns",
    name,
    as,
    type,
    general: type,
    shown: type,
    encoding: "value",
    drawn: false,
    sources: new Map(),
    status: false,
    forwards: undefined,
    bodyName: undefined,
  };
}
