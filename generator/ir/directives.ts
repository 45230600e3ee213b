import { type Literal, resourceKinds, type ResourceKind } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Place } from "../diagnostics/fix.ts";
import type { Directive, Interaction } from "../interaction/model.ts";
import type { StatedPolicy } from "../text/model.ts";
import { isIdentifier } from "../text/lexical/make-identifier.ts";
import { policyForms, readPolicyDirective } from "../text/notes/read-policy-directive.ts";
import type { Role } from "./model/diagram-model.ts";
import { ownEntries, type Overrides } from "./model/overrides.ts";
import { parseTypeNotation } from "./types/described/parse-type-notation.ts";

/** The roles that a directive can give. */
export const roles: readonly Role[] = ["initiator", "component", "resource"];
const kinds: ReadonlySet<string> = new Set(resourceKinds);

const isRole = (word: string | undefined): word is Role => roles.some((role) => role === word);
const isKind = (word: string | undefined): word is ResourceKind => word !== undefined && kinds.has(word);

/**
 * Comment lines that speak to this tool, so that the picture stays the same:
 * `' @seqwright role Gateway resource http`, `' @seqwright name "이벤트 검증" validateEvent`, `' @seqwright policy retry 3`.
 * They win over the configuration, because they stand next to what they speak of.
 */
export function readDirectives(
  interaction: Interaction,
  configured: Overrides,
): {
  readonly overrides: Overrides;
  readonly policies: readonly StatedPolicy[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const overrides = {
    ...configured,
    roles: ownEntries(configured.roles),
    names: ownEntries(configured.names),
    types: ownEntries(configured.types),
    examples: ownEntries(configured.examples),
  };
  let { typeField } = configured;
  const policies: StatedPolicy[] = [];
  const diagnostics: Diagnostic[] = [];
  const codes = [...interaction.lifelines.map((lifeline) => lifeline.code), "[", "]"];
  const declaredTypes = [
    ...Object.keys(overrides.types),
    ...interaction.directives.flatMap(({ words }) => /^\s*type\s+(\S+)/u.exec(words)?.[1] ?? []),
  ];
  const placeOf = ({ span }: Directive) => ({ source: interaction.source, span });
  for (const directive of interaction.directives) {
    const words = [...directive.words.matchAll(/"([^"]*)"|(\S+)/gu)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
    const [verb, first, second, third] = words;
    const contents =
      verb === "policy" ? readPolicyDirective(directive.words.replace(/^\s*policy\s+/u, "")) : undefined;
    if (contents !== undefined) {
      policies.push({ ...contents, span: directive.span, text: directive.words });
    } else if (verb === "role" && first !== undefined && isRole(second)) {
      if (!codes.includes(first)) {
        const at = placeOf(directive);
        const meant = suggest(first, codes, at);
        diagnostics.push(diagnostic("link/role-of-unknown-participant", { code: first }, at, meant));
      }
      overrides.roles[first] = { role: second, inDiagram: true, ...(isKind(third) ? { kind: third } : {}) };
    } else if (verb === "name" && first !== undefined && second !== undefined) {
      if (isIdentifier(second)) overrides.names[first] = second;
      else diagnostics.push(diagnostic("link/not-an-identifier", { name: second }, placeOf(directive)));
    } else if (verb === "type" && first !== undefined) {
      const notation = directive.words.replace(/^\s*type\s+(?:"[^"]*"|\S+)\s*/u, "");
      const { problem } = parseTypeNotation(notation, declaredTypes);
      if (problem === undefined) overrides.types[first] = notation;
      else
        diagnostics.push(
          diagnostic("link/unreadable-type", { name: first, notation, problem }, placeOf(directive)),
        );
    } else if (verb === "example" && isFieldPath(first) && second !== undefined) {
      overrides.examples[first] = [...(overrides.examples[first] ?? []), ...exampleValues(directive)];
    } else if (verb === "type-field" && second === undefined && isFieldPath(first)) {
      typeField = first;
    } else {
      const at = placeOf(directive);
      const params = { words: directive.words };
      diagnostics.push(diagnostic("link/unknown-directive", params, at, formFor(words, at)));
    }
  }
  return { overrides: { ...overrides, typeField }, policies, diagnostics };
}

/** `WELCOME10 13.5 "13.5"`: what stands in quotation marks is a text. */
function exampleValues({ words }: Directive): readonly Literal[] {
  const values = words.replace(/^\s*example\s+\S+/u, "");
  return [...values.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, text, word = ""]) => text ?? literalOf(word));
}

function literalOf(word: string): Literal {
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(word)) return Number(word);
  return word === "true" ? true : word === "false" ? false : word === "null" ? null : word;
}

/** `type`, `meta.type` */
function isFieldPath(text: string | undefined): text is string {
  return text !== undefined && /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*){0,8}$/u.test(text);
}

/** How each directive but `policy` is written, by its first word. */
export const directiveForms: ReadonlyMap<string, string> = new Map([
  ["role", "role <participant> initiator|component|resource [sql|redis|kafka|s3|http|other]"],
  ["name", "name <text> <identifier>, with quotes around a text that has blanks"],
  ["type", "type <name> <form>, with quotes around a name that has blanks"],
  ["example", "example <name, or path in a payload> <value> …, with quotes around a text that has blanks"],
  ["type-field", "type-field <path in payloads of the field that says an event's type>, such as meta.type"],
]);

/** What would have been right, as closely as the directive's first words tell. */
function formFor([verb, kind]: readonly string[], at: Place): Partial<ReturnType<typeof suggest>> {
  if (verb === undefined) return {};
  if (verb === "policy") {
    if (kind === undefined) return {};
    const form = policyForms.get(kind.toLowerCase());
    if (form !== undefined) return { hint: `The form is: policy ${form}.` };
    const { hint, fixes } = suggest(kind, policyForms.keys(), at);
    return { hint: hint ?? `A policy is one of: ${[...policyForms.keys()].join(", ")}.`, fixes };
  }
  const form = directiveForms.get(verb);
  return form === undefined
    ? suggest(verb, [...directiveForms.keys(), "policy"], at)
    : { hint: `The form is: ${form}.` };
}
