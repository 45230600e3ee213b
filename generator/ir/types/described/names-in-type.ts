import type { TypeExpr } from "../../model/diagram-model.ts";

/**
 * The names of other types that a type is made of, in the order in which they stand; each as often as it stands there.
 * `ofFields`: also what the fields of records are made of.
 */
export function namesInType(type: TypeExpr, { ofFields = true } = {}): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "list":
      return namesInType(type.element, { ofFields });
    case "record":
      return ofFields ? type.fields.flatMap((field) => namesInType(field.type)) : [];
    case "union":
      return type.members.flatMap((member) => namesInType(member, { ofFields }));
    case "string":
    case "number":
    case "boolean":
    case "bytes":
    case "enum":
    case "json":
    case "port":
      return [];
  }
}
