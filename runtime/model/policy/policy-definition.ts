import type { Contradiction } from "./contradiction.ts";
import type { EntryPolicies, Unstated } from "./entry-policies.ts";
import type { PolicyKeeper } from "./policy-keeper.ts";
import type { PolicyView } from "./policy-view.ts";

/**
 * All there is to know about one kind of promise. A new kind is one file with one of these; `npm run golden` then
 * lists it in `definitions.ts`.
 */
export interface PolicyDefinition<P extends { readonly kind: string }> {
  readonly kind: P["kind"];
  /** What one line of a note promises, read under the heading that it stands below. */
  inLine?(line: string, heading: string): P | undefined;
  /** A promise that goes on in the lines below: `length` lines belong to it. */
  inLines?(lines: readonly string[]): { readonly policy: P; readonly length: number } | undefined;
  /** What the title of a divider promises: `== Initialization Transaction ==`. */
  inDivider?(title: string): P | undefined;
  /** Whether a heading alone already makes this promise: `**Retry up to 3 times**`. Headings only name others. */
  inHeading?(policy: P): boolean;
  /** Kinds that a line is rather taken for, when it can be read as both; `any` for all others. */
  readonly yieldsTo?: readonly string[] | "any";
  /** How `' @seqwright policy …` writes it, by its first word. */
  readonly directives: Readonly<Record<string, DirectiveForm<P>>>;
  /** The directive that says the same; undefined for what only a note can leave open. */
  toDirective(policy: P): string | undefined;
  /** What notes say, and what is read from it: each is tried by a test. */
  readonly examples: Readonly<Record<"ko" | "en" | "ja", readonly (readonly [note: string, policy: P])[]>>;
  /** Phrases that speak of arrows, by a word for what these are to the promise: they are looked for in the diagram. */
  names?(policy: P): Readonly<Record<string, string | undefined>>;
  /** The arrows that it is about, by the same words, where phrases alone do not find them. */
  finds?(policy: P, view: PolicyView): Readonly<Record<string, readonly string[]>>;
  /** What the promise can be about. Where its note stands at none of these, it has no place. */
  readonly standsAt: readonly PlaceKind[];
  /** What it cannot stand beside, of its own or of other kinds. */
  readonly contradicts?: readonly Contradiction<P>[];
  /** Who sees to it that the promise is kept. */
  readonly keptBy: readonly PolicyKeeper<P>[];
  /** What it means for the work that comes in by an entry, where the runtime keeps it. */
  atEntry?(policy: P): Unstated<EntryPolicies>;
  /** In words, for `explain`. */
  describe(policy: P): string;
}

export type PlaceKind =
  "entry" | "call" | "self step" | "answer" | "resource" | "background work" | "diagram";

export interface DirectiveForm<P> {
  /** Shown to who got it wrong: `retry <number> [every <duration>]`. */
  readonly form: string;
  /** Undefined when a part is missing or wrong. */
  read(words: readonly string[]): P | undefined;
}

/** A directive of one word, without parts. */
export function wordAlone<P>(word: string, policy: P): DirectiveForm<P> {
  return { form: word, read: (words) => (words.length === 0 ? policy : undefined) };
}
