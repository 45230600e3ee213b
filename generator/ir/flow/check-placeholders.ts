import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closestName, misspelledName } from "../../diagnostics/did-you-mean.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Meaning, Shape } from "../../text/model.ts";
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
    const told = own.flatMap(({ name }) => {
      const placeholder = written.find((one) => camelCase(one) === name);
      const meant = placeholder === undefined ? misspelledName(name, [...known]) : closestName(name, known);
      if (placeholder === undefined && meant === undefined) return [];
      const said = placeholder ?? name;
      const at = { source, span: arrow.span };
      return [{ name, told: diagnostic("link/unknown-value", { name: said, meant }, at, { cause: said }) }];
    });
    const names = new Set(told.map(({ name }) => name));
    // When something happened is known to whoever makes it happen.
    const passed = own.flatMap(({ name, type }) =>
      names.has(name) || (type.kind === "string" && type.format === "date-time") ? [] : [name],
    );
    return [...told.map((one) => one.told), ...passedOn(arrow, passed, source)];
  });
}

/** Values that a call, an event or a request hands over, told once for the arrow. */
function passedOn(
  { meaning, span, paired }: ReadArrow,
  names: readonly string[],
  source: SourceFile,
): readonly Diagnostic[] {
  const handed = new Set(handedOver(meaning).map((name) => camelCase(name)));
  const [name, ...others] = [...new Set(names)].filter((one) => handed.has(one));
  if (name === undefined || paired.kind === "reply") return [];
  const params = { name, others, meant: undefined };
  return [diagnostic("link/unknown-value", params, { source, span }, { cause: [name, ...others].join(" ") })];
}

/** What is named, and nothing else is said of it: not `limit = 20`, `key: files/{id}`, `POST`. */
function handedOver(meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case "call":
      return meaning.args.flatMap((argument) =>
        argument.kind === "name" &&
        argument.shape === undefined &&
        argument.from === undefined &&
        !/^[A-Z][A-Z0-9_]*$/u.test(argument.name)
          ? [argument.name]
          : [],
      );
    case "event":
      return namesOf(meaning.fields);
    case "http-request":
      return [...namesOf(meaning.body), ...meaning.query];
    default:
      return [];
  }
}

function namesOf(shape: Shape | undefined): readonly string[] {
  if (shape?.kind !== "record") return [];
  return shape.fields.flatMap(({ name, shape: of }) => (of.kind === "literal" ? [] : [name]));
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
