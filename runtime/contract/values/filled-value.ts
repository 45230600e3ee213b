import type { ValueSpec } from "../../model/value-spec.ts";
import { lookup, type Knowledge } from "./knowledge.ts";
import { templateParts } from "./template-parts.ts";

/** The drawn value with everything put in that the diagram says of it, as far as the names are known. */
export function withSpec(drawn: unknown, spec: ValueSpec, knowledge: Knowledge): unknown {
  switch (spec.kind) {
    case "literal":
      return spec.value;
    case "from":
    case "free": {
      const known = lookup(knowledge, spec.kind === "from" ? spec.path : spec.name);
      return known === undefined ? drawn : known.value;
    }
    case "template":
      return filledTemplate(drawn, spec.pattern, knowledge);
    case "record":
      return Object.entries(spec.fields).reduce(
        (value, [name, field]) => withField(value, name, field, knowledge),
        typeof drawn === "object" && drawn !== null ? drawn : {},
      );
    case "sql":
      return { text: spec.text, values: spec.values.map((value) => withSpec(undefined, value, knowledge)) };
    default:
      return spec satisfies never;
  }
}

function withField(value: object, name: string, spec: ValueSpec, knowledge: Knowledge): object {
  const drawn: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  const field = withSpec(drawn, spec, knowledge);
  return field === drawn ? value : { ...value, [name]: field };
}

function filledTemplate(drawn: unknown, pattern: string, knowledge: Knowledge): unknown {
  const texts = templateParts(pattern).map((part) => {
    if (part.kind === "text") return part.text;
    const known = lookup(knowledge, part.name);
    return known === undefined ? undefined : String(known.value);
  });
  return texts.includes(undefined) ? drawn : texts.join("");
}
