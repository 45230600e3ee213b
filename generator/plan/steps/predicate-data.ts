import type { Predicate } from "seqwright-runtime/model";
import type { Expression } from "../model/expression.ts";
import { literal } from "../values/data.ts";
import { drawn } from "./drawn.ts";

/** A predicate as `steps.gen.ts` writes it: `allOf(compares("value", ">", 80), isOneOf("level", "HIGH"))`. */
export function predicateData(predicate: Predicate): Expression {
  switch (predicate.kind) {
    case "one-of":
      return drawn("isOneOf", literal(predicate.name), ...predicate.values.map(literal));
    case "empty":
      return drawn("isEmpty", literal(predicate.name));
    case "compares": {
      const other =
        typeof predicate.with === "number"
          ? literal(predicate.with)
          : drawn("from", literal(predicate.with.path));
      return drawn("compares", literal(predicate.name), literal(predicate.operator), other);
    }
    case "not":
      return drawn("not", predicateData(predicate.of));
    case "all":
      return drawn("allOf", ...predicate.of.map(predicateData));
    case "any":
      return drawn("anyOf", ...predicate.of.map(predicateData));
  }
}
