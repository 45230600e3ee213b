import type { TypeExpr, Value } from "../../ir/model/diagram-model.ts";

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

/** Where a value comes from, as a person says it. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case "from":
      return value.path;
    case "literal":
      return JSON.stringify(value.value);
    case "template":
      return `"${value.parts.map((part, position) => (position % 2 === 0 ? part : `{${part}}`)).join("")}"`;
    case "record":
      return value.fields.length === 0
        ? "{}"
        : `{ ${value.fields.map((field) => `${field.name}: ${valueText(field.value)}`).join(", ")} }`;
    case "sql":
      return `SQL with ${value.values.map(valueText).join(", ") || "no values"}`;
    case "free":
      return `‹${value.name}: not said›`;
  }
}
