import type { CallStep, Entry } from "../model/diagram-model.ts";

/** The arrow, who sends it, and the method that it leads to. */
export function entryBase({
  id,
  from,
  to,
  method,
}: CallStep): Pick<Entry, "step" | "participant" | "component" | "method"> {
  return { step: id, participant: from, component: to, method };
}
