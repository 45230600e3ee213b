import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { closestName, suggest } from "../diagnostics/did-you-mean.ts";
import type { Interaction } from "../interaction/model.ts";
import type { Overrides } from "./model/overrides.ts";
import { configuredType } from "./types/described/configured-type.ts";
import { namesInType } from "./types/described/names-in-type.ts";
import { parseTypeNotation, primitiveNames } from "./types/described/parse-type-notation.ts";
import { typeCircle } from "./types/described/type-circle.ts";
import { isConstant } from "./types/type-conventions.ts";
import type { TypeKnowledge } from "./types/type-knowledge.ts";

/**
 * Descriptions of types that nothing in the diagram goes by, and names in them that nothing describes: told at their
 * directive, or where the diagram begins for what the configuration says.
 */
export function checkDescribedTypes(
  interaction: Interaction,
  overrides: Pick<Overrides, "types">,
  types: TypeKnowledge,
): readonly Diagnostic[] {
  const described = overrides.types;
  const unknown = new Set(
    types.unknownTypes().filter((name) => configuredType(name, overrides) === undefined),
  );
  const drawn = types.namedTypes().map(({ name }) => name);
  const candidates = [
    ...Object.keys(described),
    ...primitiveNames,
    ...drawn.filter((name) => !unknown.has(name)),
  ];
  const meantBy = new Map([...unknown].map((name) => [name, closestName(name, candidates)]));
  const meant = new Set(meantBy.values());
  const asked = [...drawn, ...types.namesAsked()].filter((name) => !unknown.has(name));
  return Object.entries(described).flatMap(([key, notation]) => {
    if (parseTypeNotation(notation).problem !== undefined || typeCircle(key, overrides) !== undefined)
      return [];
    const of = (name: string): Place => placeOf(key, name, interaction);
    if (!types.isUsed(key)) {
      // What a misspelt name was to lead to is told there.
      if (meant.has(key)) return [];
      const at = of(key);
      return [diagnostic("link/unused-type", { name: key }, at, suggest(key, asked, at))];
    }
    const names = namesInType(parseTypeNotation(notation).type).filter((name) => unknown.delete(name));
    return names.map((name) => {
      const params = { name, isValue: isConstant(name), meant: meantBy.get(name) };
      return diagnostic("link/unknown-type", params, of(name), { cause: name });
    });
  });
}

type Place = Pick<Diagnostic, "source" | "span">;

/** Where a name stands in the directive that describes a type; at the beginning for one of the configuration. */
function placeOf(key: string, name: string, { directives, source, span }: Interaction): Place {
  const own = directives.findLast(({ words }) => describedBy(words) === key)?.span;
  if (own === undefined) return { source, span: { start: span.start, end: span.start } };
  const described = source.text.indexOf(key, own.start);
  const start = name === key ? described : source.text.indexOf(name, described + key.length);
  return { source, span: start === -1 || start > own.end ? own : { start, end: start + name.length } };
}

function describedBy(words: string): string | undefined {
  const [, quoted, bare] = /^\s*type\s+(?:"([^"]*)"|(\S+))/u.exec(words) ?? [];
  return quoted ?? bare;
}
