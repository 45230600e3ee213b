import type { Value } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { builder, literal } from "../values/data.ts";

/** What a diagram promises of a value, in the words of the runtime's constructors. */
export function valueData(value: Value): Expression {
  switch (value.kind) {
    case "from":
      return builder("from", literal(value.path));
    case "literal":
      return builder("literal", literal(value.value));
    case "template":
      return {
        kind: "template",
        tag: fromRuntime("template"),
        chunks: value.parts.filter((_, index) => index % 2 === 0),
        values: value.parts.filter((_, index) => index % 2 === 1).map(literal),
      };
    case "record":
      return builder("record", {
        kind: "object",
        entries: value.fields.map((field) => ({ key: field.name, value: fieldData(field.value) })),
      });
    case "sql":
      return {
        kind: "template",
        tag: fromRuntime("sqlText"),
        chunks: value.chunks,
        values: value.values.map(valueData),
      };
    case "free":
      return builder("free", literal(value.name));
  }
}

/** In a record, a plain text, number or boolean means exactly that one. */
function fieldData(value: Value): Expression {
  return value.kind === "literal" ? literal(value.value) : valueData(value);
}
