import type { TypeExpr } from "./diagram-model.ts";

/** A type as a person writes it. */
export function typeText(type: TypeExpr): string {
  switch (type.kind) {
    case "string":
      return type.format ?? (type.nonEmpty === true ? "non-empty string" : "string");
    case "number":
      return type.integer === true ? "integer" : "number";
    case "boolean":
      return "boolean";
    case "bytes":
      return "bytes";
    case "enum":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `${typeText(type.element)}[]`;
    case "record":
      return type.fields.length === 0
        ? "{ … }"
        : `{ ${type.fields.map((field) => `${field.name}${field.optional ? "?" : ""}: ${typeText(field.type)}`).join(", ")} }`;
    case "union":
      return type.members.map(typeText).join(" | ");
    case "named":
      return type.name;
    case "json":
      return "any JSON";
    case "port":
      return `port of ${type.participant}`;
  }
}
