import type { Literal, ResourceKind } from "seqwright-runtime/model";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Role } from "./diagram-model.ts";

export interface RoleOverride {
  readonly role: Role;
  readonly kind?: ResourceKind;
  /** Said by a comment in the diagram rather than by the configuration. */
  readonly inDiagram?: boolean;
}

/** What a configuration says about one diagram that the diagram's text cannot. */
export interface Overrides {
  /** By participant code. */
  readonly roles: Readonly<Record<string, RoleOverride>>;
  /** Explicit identifiers by participant code, label or message text; they win over the glossary. */
  readonly names: Readonly<Record<string, string>>;
  /** Identifiers by the words of a diagram. */
  readonly glossary: Readonly<Record<string, string>>;
  /** Forms of types and parameters, in the notation of `parse-type-notation.ts`. */
  readonly types: Readonly<Record<string, string>>;
  /** Parameter names by method. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Values that contract tests are to try, by the name or dotted path that the diagram has for them. */
  readonly examples: Readonly<Record<string, readonly Literal[]>>;
  /** The path of the field in payloads that says an event's type. */
  readonly typeField?: string | undefined;
}

export const noOverrides: Overrides = {
  roles: {},
  names: {},
  glossary: {},
  types: {},
  parameters: {},
  examples: {},
};

/**
 * A copy with no entries but its own: a participant may be called `constructor` or `__proto__`, which every other object
 * seems to have.
 */
export function ownEntries<T>(table: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, table);
}

/** The identifier that the configuration gives to any of these texts; the first that has one wins. */
export function configuredName(
  overrides: Overrides,
  ...texts: readonly (string | undefined)[]
): string | undefined {
  for (const table of [overrides.names, overrides.glossary]) {
    for (const text of texts) {
      if (text !== undefined && Object.hasOwn(table, text)) return table[text];
    }
  }
  return undefined;
}

/** A name for a thing that the diagram describes in prose: configured, else made from the text itself. */
export function nameFor(overrides: Overrides, text: string, fallback: string): string {
  return configuredName(overrides, text) ?? camelCase(text, fallback);
}
