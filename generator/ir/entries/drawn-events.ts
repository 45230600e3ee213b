import type { Entry, Fragment, NamedType, Step } from "../model/diagram-model.ts";
import type { Publication } from "../model/publication.ts";

/** The events of a diagram: where they come in, where they go out, and what is drawn between. */
export interface DrawnEvents {
  readonly entries: readonly Entry[];
  readonly publications: readonly Publication[];
  readonly steps: readonly Step[];
  readonly types: readonly NamedType[];
  readonly fragments: readonly Fragment[];
}

export type EventEntry = Entry & { readonly kind: "kafka" };

export function eventEntries(entries: readonly Entry[]): readonly EventEntry[] {
  return entries.filter((entry): entry is EventEntry => entry.kind === "kafka");
}

/** What events go through: a topic, or the one of a participant whose topic the diagram does not name. */
export function channelOf({ topic, participant }: Pick<Publication, "topic" | "participant">): string {
  return topic === undefined ? `the topic of ${participant}` : `topic "${topic}"`;
}
