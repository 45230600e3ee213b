import { filledTemplate, statementText, type Value } from "../../model/values.ts";
import { lookup, type Knowledge } from "./knowledge.ts";

/** The drawn value with everything put in that the diagram says of it, as far as the names are known. */
export function withSpec(drawn: unknown, spec: Value, scope: Knowledge): unknown {
  switch (spec.kind) {
    case "literal":
      return spec.value;
    case "from":
    case "free": {
      const known = lookup(scope, spec.kind === "from" ? spec.path : spec.name);
      return known === undefined ? drawn : known.value;
    }
    case "template":
      return templateText(drawn, spec.parts, scope);
    case "record":
      return spec.fields.reduce(
        (value, { name, value: field }) => withField(value, name, field, scope),
        typeof drawn === "object" && drawn !== null ? drawn : {},
      );
    case "sql":
      return {
        text: statementText(spec.chunks),
        values: spec.values.map((value) => withSpec(undefined, value, scope)),
      };
    default:
      return spec satisfies never;
  }
}

function withField(value: object, name: string, spec: Value, scope: Knowledge): object {
  const drawn: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  const field = withSpec(drawn, spec, scope);
  return field === drawn ? value : { ...value, [name]: field };
}

/** The drawn text as long as a name in the template is not known. */
function templateText(drawn: unknown, parts: readonly string[], scope: Knowledge): unknown {
  const isKnown = parts.every((part, index) => index % 2 === 0 || lookup(scope, part) !== undefined);
  return isKnown ? filledTemplate(parts, (path) => String(lookup(scope, path)?.value)) : drawn;
}
