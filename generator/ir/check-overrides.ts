import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Interaction } from "../interaction/model.ts";
import { isIdentifier } from "../text/lexical/make-identifier.ts";
import type { Overrides } from "./model/overrides.ts";
import { parseTypeNotation } from "./types/described/parse-type-notation.ts";
import { typeCircle } from "./types/described/type-circle.ts";

/** A configuration that speaks of a participant that is not there, or gives a type or a name that cannot be used. */
export function checkOverrides(interaction: Interaction, overrides: Overrides): readonly Diagnostic[] {
  const at = {
    source: interaction.source,
    span: { start: interaction.span.start, end: interaction.span.start },
  };
  const codes = interaction.lifelines.map((lifeline) => lifeline.code);
  const unknownRoles = Object.keys(overrides.roles)
    .filter((code) => !codes.includes(code) && code !== "[" && code !== "]")
    .map((code) =>
      diagnostic("link/role-of-unknown-participant", { code }, at, { hint: didYouMean(code, codes) }),
    );
  const unreadable = Object.entries(overrides.types).flatMap(([name, notation]) => {
    const circle = typeCircle(name, overrides);
    const problem =
      parseTypeNotation(notation, Object.keys(overrides.types)).problem ??
      (circle === undefined ? undefined : `it is made of itself (${circle.join(" → ")})`);
    return problem === undefined ? [] : [diagnostic("link/unreadable-type", { name, notation, problem }, at)];
  });
  const unusable = namesIn(overrides)
    .filter((name) => !isIdentifier(name))
    .map((name) => diagnostic("link/not-an-identifier", { name }, at));
  return [...unknownRoles, ...unreadable, ...unusable];
}

/** Everything that is to stand in generated code as it is. */
function namesIn({ names, glossary, parameters }: Overrides): readonly string[] {
  return [names, glossary, parameters].flatMap((table) => Object.values(table).flat());
}
