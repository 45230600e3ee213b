import type { PayloadField } from "seqwright-runtime/model";
import type { Entry, Fragment, NamedType, Step, TypeExpr } from "../model/diagram-model.ts";
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

/** The fields of a payload; undefined where they are not known. */
export function fieldsOfPayload(
  type: TypeExpr | undefined,
  types: readonly NamedType[],
): readonly PayloadField[] | undefined {
  const named = type?.kind === "named" ? types.find(({ name }) => name === type.name)?.type : type;
  return named?.kind === "record" && named.fields.length > 0 ? named.fields : undefined;
}
