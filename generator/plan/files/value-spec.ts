import type { Value } from "../../ir/model/diagram-model.ts";
import { array, builder, literal } from "../values/data.ts";
import type { Expression } from "../model/expression.ts";

/** What a diagram promises of a value, in the words of the runtime's builders: `template("job:{jobId}")`. */
export function valueSpec(value: Value): Expression {
  switch (value.kind) {
    case "from":
      return builder("from", literal(value.path));
    case "literal":
      return builder("literal", literal(value.value));
    case "template":
      return builder("template", literal(pattern(value.parts)));
    case "record":
      return builder("record", {
        kind: "object",
        entries: value.fields.map((field) => ({ key: field.name, value: valueSpec(field.value) })),
      });
    case "sql":
      return builder("sqlText", literal(numbered(value.chunks)), array(value.values.map(valueSpec)));
    case "hole":
      return builder("free", literal(value.name));
  }
}

/** Braces that belong to the text are doubled. */
function pattern(parts: readonly string[]): string {
  return parts.map((part, index) => (index % 2 === 0 ? part.replace(/[{}]/g, "$&$&") : `{${part}}`)).join("");
}

function numbered(chunks: readonly string[]): string {
  return chunks.reduce((text, chunk, index) => (index === 0 ? chunk : `${text}$${index}${chunk}`), "");
}
