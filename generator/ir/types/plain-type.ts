import type { Shape } from "../../text/model.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { conventional, isExampleId } from "./type-conventions.ts";

type Scalar = Shape & { kind: "scalar" };

/** `string`, `int`, `A | B` */
export function scalarType({ type, values, integer, format }: Scalar): TypeExpr {
  if (values !== undefined) return { kind: "enum", values };
  return integer === true ? { kind: "number", integer: true } : simpleType(type, format);
}

/** A written-out id, date or amount is an example of its kind; with `exact`, a written-out state or message is meant. */
export function literalType(
  { value, example, format }: Shape & { kind: "literal" },
  name: string,
  exact: boolean,
): TypeExpr {
  if (exact && !example && conventional(name)?.example !== true) return { kind: "enum", values: [value] };
  if (isExampleId(name, value)) return { kind: "string", nonEmpty: true };
  return simpleType(value === null ? "null" : simpleKind(value), format);
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
    case "null":
      return { kind: "enum", values: [null] };
  }
}

/** Whether some value in it is written out and meant as such. */
export function hasExactValue(shape: Shape): boolean {
  if (shape.kind === "literal") return !shape.example;
  return shape.kind === "record" && shape.fields.some((field) => hasExactValue(field.shape));
}
