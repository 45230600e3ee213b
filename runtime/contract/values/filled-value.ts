import { filledTemplate, statementText, type Value } from "../../model/values.ts";
import { lookup, type Knowledge } from "./knowledge.ts";

/** The drawn value with everything put in that the diagram says of it, as far as the names are known. */
export function withSpec(drawn: unknown, spec: Value, knowledge: Knowledge): unknown {
  switch (spec.kind) {
    case "literal":
      return spec.value;
    case "from":
    case "free": {
      const known = lookup(knowledge, spec.kind === "from" ? spec.path : spec.name);
      return known === undefined ? drawn : known.value;
    }
    case "template":
      return templateText(drawn, spec.parts, knowledge);
    case "record":
      return spec.fields.reduce(
        (value, { name, value: field }) => withField(value, name, field, knowledge),
        typeof drawn === "object" && drawn !== null ? drawn : {},
      );
    case "sql":
      return {
        text: statementText(spec.chunks),
        values: spec.values.map((value) => withSpec(undefined, value, knowledge)),
      };
    default:
      return spec satisfies never;
  }
}

function withField(value: object, name: string, spec: Value, knowledge: Knowledge): object {
  const drawn: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  const field = withSpec(drawn, spec, knowledge);
  return field === drawn ? value : { ...value, [name]: field };
}

/** The drawn text as long as a name in the template is not known. */
function templateText(drawn: unknown, parts: readonly string[], knowledge: Knowledge): unknown {
  const isKnown = parts.every((part, index) => index % 2 === 0 || lookup(knowledge, part) !== undefined);
  return isKnown ? filledTemplate(parts, (path) => String(lookup(knowledge, path)?.value)) : drawn;
}
