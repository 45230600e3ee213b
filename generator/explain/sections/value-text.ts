import type { Value } from "../../ir/model/diagram-model.ts";

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
