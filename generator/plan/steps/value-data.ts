import type { Value } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { fromModel } from "../model/runtime-symbols.ts";
import { literal } from "../values/data.ts";
import { drawn } from "./drawn.ts";

/** What a diagram promises of a value, in the words of the runtime's constructors. */
export function valueData(value: Value): Expression {
  switch (value.kind) {
    case "from":
      return drawn("from", literal(value.path));
    case "literal":
      return drawn("literal", literal(value.value));
    case "template":
      return {
        kind: "template",
        tag: fromModel("template"),
        chunks: value.parts.filter((_, index) => index % 2 === 0),
        values: value.parts.filter((_, index) => index % 2 === 1).map(literal),
      };
    case "record":
      return drawn("record", {
        kind: "object",
        entries: value.fields.map((field) => ({ key: field.name, value: givenValue(field.value) })),
      });
    case "sql":
      return {
        kind: "template",
        tag: fromModel("sqlText"),
        chunks: value.chunks,
        values: value.values.map(valueData),
      };
    case "free":
      return drawn("free", literal(value.name));
  }
}

/** A plain text, number or boolean means exactly that one. */
export function givenValue(value: Value): Expression {
  return value.kind === "literal" ? literal(value.value) : valueData(value);
}
