import { identifierWords } from "../../text/lexical/make-identifier.ts";

/** `event_draft_id`, `eventDraftId` and `EventDraftID` are one name. */
export function keyOf(name: string): string {
  return identifierWords(name).join("").toLowerCase() || name;
}

/** The key of what a path leads to: that of `id` for `order.id`. */
export function lastKey(path: string): string {
  return keyOf(path.split(".").at(-1) ?? path);
}

/** One of several: `orders` are several `order`. */
export function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  return /[^s]s$/u.test(name) ? name.slice(0, -1) : `${name}Item`;
}

export function isPlural(name: string): boolean {
  return /[^su]s$/u.test(name) && !/(?:is|ics)$/u.test(name) && !masses.test(name);
}

/** They end like several, and are kept as one. */
const masses =
  /(?:^|[_\P{L}]|(?<=\p{Ll})(?=\p{Lu}))(?:settings|preferences|credentials|stats|news|series|alias)$/iu;
