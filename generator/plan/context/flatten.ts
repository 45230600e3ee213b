import type { Behaviour } from "../../protocol/model.ts";

/** Sequences within sequences, as one. */
export function flatten(items: readonly Behaviour[]): readonly Behaviour[] {
  return items.flatMap((item) => (item.kind === "sequence" ? flatten(item.items) : [item]));
}
