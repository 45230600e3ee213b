import type { PropertyName } from "../property-name.ts";
import type { PolicyView, ViewedEntry } from "./policy-view.ts";

/** Somebody who sees to it that a promise is kept: the runtime, a property of the contract test, or a check of the diagram. */
export interface PolicyKeeper<P> {
  readonly by: "runtime" | "property" | "check";
  readonly property?: PropertyName;
  /** In a sentence, for `explain`. */
  readonly how: string;
  judge(policy: P, view: PolicyView): Verdict;
}

/** What a keeper says of a promise at its place. */
export type Verdict =
  | { readonly kind: "kept" }
  /** The arrows do something else. */
  | { readonly kind: "broken"; readonly why: string; readonly steps: readonly string[] }
  /** It is about something that the diagram does not have. */
  | { readonly kind: "unplaced"; readonly why: string }
  /** It is about nothing in the diagram: it only reads like a promise. */
  | { readonly kind: "prose"; readonly why: string }
  /** This keeper can do nothing for it here. */
  | { readonly kind: "idle"; readonly why: string };

export const kept: Verdict = { kind: "kept" };

export function prose(why: string): Verdict {
  return { kind: "prose", why };
}

export function idle(why: string): Verdict {
  return { kind: "idle", why };
}

export function unplaced(why: string): Verdict {
  return { kind: "unplaced", why };
}

export function broken(why: string, steps: readonly string[]): Verdict {
  return { kind: "broken", why, steps };
}

/** Keeps a promise of messages, where messages come in. */
export function consumerKeeps<P>(
  how: string,
  also: (policy: P, view: PolicyView) => Verdict = () => kept,
): PolicyKeeper<P> {
  return {
    by: "runtime",
    how,
    judge: (policy, view) =>
      view.bound.entries.some(isMessage)
        ? also(policy, view)
        : idle("no message of a queue comes in where it stands"),
  };
}

/** What is left to whoever takes a message out of a queue goes on by itself. */
export const handedOnByMessage: PolicyKeeper<unknown> = {
  by: "property",
  property: "order",
  how: "the work is handed on by a message, which each run sends where it is drawn",
  judge: (_, { bound }) =>
    bound.steps.some(({ effect }) => effect === "publishes")
      ? kept
      : idle("no message to a queue hands the work on where it stands"),
};

function isMessage({ kind }: ViewedEntry): boolean {
  return kind === "kafka";
}
