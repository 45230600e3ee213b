import type { TypeExpr } from "../../model/diagram-model.ts";

/** The names of other types that a type is made of, in the order in which they stand; each as often as it stands there. */
export function namesInType(type: TypeExpr): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "list":
      return namesInType(type.element);
    case "record":
      return type.fields.flatMap((field) => namesInType(field.type));
    case "union":
      return type.members.flatMap(namesInType);
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
