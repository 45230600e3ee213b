import type { PropertyName } from "../property-name.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import type { PolicyPlace } from "../policy/policy-place.ts";
import * as definitions from "./definitions.ts";

type ContentOf<D> = D extends PolicyDefinition<infer P> ? P : never;

/** A promise that a note, a divider or a directive makes. */
export type Policy = ContentOf<(typeof definitions)[keyof typeof definitions]>;

export type PolicyKind = Policy["kind"];

/** A promise with its words and its place, as `steps.gen.ts` and the model of a diagram have it. */
export type PlacedPolicy = Policy & WrittenPolicy & { readonly at: PolicyPlace };

export type NamedSteps = Readonly<Record<string, readonly string[]>>;

interface WrittenPolicy {
  readonly text: string;
  /** Who keeps it: the runtime, a check of the diagram, or properties by name; empty where nobody does. */
  readonly keepers?: readonly ("runtime" | "check" | PropertyName)[];
  /** The arrows that its phrases speak of, by what these are to the promise. */
  readonly named?: NamedSteps;
}

/** Every kind of promise, in a fixed order. */
export const policyDefinitions: readonly PolicyDefinition<Policy>[] = Object.values(definitions).toSorted(
  (one, other) => (one.kind < other.kind ? -1 : 1),
);

const byKind: ReadonlyMap<string, PolicyDefinition<Policy>> = new Map(
  policyDefinitions.map((definition) => [definition.kind, definition]),
);

export function definitionOf({ kind }: Policy): PolicyDefinition<Policy> {
  const definition = byKind.get(kind);
  if (definition === undefined) throw new Error(`there is no policy "${kind}"`);
  return definition;
}
