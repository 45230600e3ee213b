import type { Shape } from "../../text/model.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { conventional, isConstant, isExampleId, saysWhatHappened } from "./type-conventions.ts";

type Scalar = Shape & { kind: "scalar" };

/** `string`, `int`, `A | B` */
export function scalarType({ type, values, integer, format }: Scalar): TypeExpr {
  if (values !== undefined) return { kind: "enum", values };
  return integer === true ? { kind: "number", integer: true } : simpleType(type, format);
}

/**
 * A written-out name, id, date or amount is an example of its kind; with `exact`, a written-out state or message is
 * meant as it stands. `varies` says of a flag that it is drawn both ways.
 */
export function literalType(
  literal: Shape & { kind: "literal" },
  name: string,
  { exact, varies }: { readonly exact: boolean; readonly varies: Varies },
): TypeExpr {
  const { value, format } = literal;
  if (exact && isMeant(literal, name, varies)) return { kind: "enum", values: [value] };
  if (isExampleId(name, value)) return { kind: "string", nonEmpty: true };
  return simpleType(value === null ? "null" : simpleKind(value), format);
}

/** Whether several drawings write out different values of this name. */
export type Varies = (name: string) => boolean;

/** `"status": "PENDING"` and `state: OPEN` are meant; `"name": "Kim"`, `"age": 31` and `"active": true` are examples. */
function isMeant(
  { value, example, quoted }: Shape & { kind: "literal" },
  name: string,
  varies: Varies,
): boolean {
  if (example || conventional(name)?.example === true) return false;
  if (value === null || saysWhatHappened(name)) return true;
  if (typeof value === "boolean") return varies(name);
  return typeof value === "string" && (quoted !== true || isConstant(value));
}

function simpleKind(value: string | number | boolean): "string" | "number" | "boolean" {
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "boolean";
}

function simpleType(kind: Scalar["type"], format: Scalar["format"]): TypeExpr {
  switch (kind) {
    case "string":
      return format === undefined ? { kind: "string" } : { kind: "string", format };
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "bytes":
      return { kind: "bytes" };
    case "null":
      return { kind: "enum", values: [null] };
  }
}

/** Whether some value in it is written out and meant as such, be it by where it comes from: `{owner: job.ownerId}`. */
export function hasExactValue(shape: Shape, name: string, varies: Varies): boolean {
  if (shape.kind === "literal") return isMeant(shape, name, varies);
  return (
    shape.kind === "record" &&
    shape.fields.some(
      (field) => field.from?.includes(".") === true || hasExactValue(field.shape, field.name, varies),
    )
  );
}
