import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closestName, misspelledName } from "../../diagnostics/did-you-mean.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Meaning } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Hole, NamedType, Step, TypeExpr } from "../model/diagram-model.ts";

interface Linked {
  readonly arrows: readonly ReadArrow[];
  readonly steps: readonly Step[];
  readonly holes: readonly Hole[];
  readonly types: readonly NamedType[];
}

/**
 * Placeholders in statements, keys and paths whose value nothing that is drawn before gives to their sender. Other values
 * are a stub's to yield, unless their name looks like one that is known, misspelled.
 */
export function checkPlaceholders(
  { arrows, steps, holes, types }: Linked,
  source: SourceFile,
): readonly Diagnostic[] {
  const byId = new Map(arrows.map((arrow) => [arrow.id, arrow]));
  return [...Map.groupBy(holes, ({ step }) => step)].flatMap(([id, own]) => {
    const arrow = byId.get(id);
    if (arrow === undefined) return [];
    const written = placeholdersIn(arrow.meaning);
    const known = namesKnown(
      arrow.from,
      steps.slice(
        0,
        steps.findIndex((step) => step.id === id),
      ),
      types,
    );
    return own.flatMap(({ name }) => {
      const placeholder = written.find((one) => camelCase(one) === name);
      const meant = placeholder === undefined ? misspelledName(name, [...known]) : closestName(name, known);
      if (placeholder === undefined && meant === undefined) return [];
      const said = placeholder ?? name;
      const at = { source, span: arrow.span };
      return [diagnostic("link/unknown-value", { name: said, meant }, at, { cause: said })];
    });
  });
}

function placeholdersIn(meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case "sql":
      return meaning.parameters.flatMap(({ name }) => name ?? []);
    case "redis":
    case "redis-key":
      return meaning.key.filter((_, position) => position % 2 === 1);
    case "http-request":
      return meaning.path.filter((_, position) => position % 2 === 1);
    default:
      return [];
  }
}

/** What the arrows so far have told a participant, by name; each once. */
function namesKnown(code: string, before: readonly Step[], types: readonly NamedType[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of before) {
    if (step.to !== code) continue;
    if (step.kind === "reply") {
      if (step.outcome.kind === "returns") addNames(step.outcome.as, step.outcome.type, types, names);
    } else for (const { name, type } of step.args) addNames(name, type, types, names);
  }
  return names;
}

function addNames(name: string, type: TypeExpr, types: readonly NamedType[], names: Set<string>): void {
  names.add(name);
  const shown = type.kind === "named" ? types.find((one) => one.name === type.name)?.type : type;
  if (shown?.kind === "record") for (const field of shown.fields) names.add(field.name);
}
