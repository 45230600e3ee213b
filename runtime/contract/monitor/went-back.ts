import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { Reading } from "./reading.ts";

/**
 * The readings after a component has begun its work anew: it, and all whom it asks, are where they were before; others, such as
 * those who got the same event, are where they are now.
 */
export function wentBack(
  protocol: DiagramProtocol,
  component: string,
  before: readonly Reading[],
  now: readonly Reading[],
): readonly Reading[] {
  const undone = askedBy(protocol, component);
  const isAll = Object.entries(protocol.participants).every(
    ([code, { role }]) => role !== "component" || undone.has(code),
  );
  if (isAll) return before;
  return now.flatMap((current) =>
    before.map((former) => ({
      ...former,
      places: new Map(
        [...current.places].map(([code, place]) => [
          code,
          (undone.has(code) ? former.places.get(code) : undefined) ?? place,
        ]),
      ),
      facts: new Map([...current.facts, ...former.facts]),
    })),
  );
}

/** The component and all whom it asks, they included whom those ask. */
function askedBy({ steps }: DiagramProtocol, component: string): ReadonlySet<string> {
  const found = new Set([component]);
  for (const code of found)
    for (const step of Object.values(steps))
      if (step.kind === "call" && step.from === code && step.receiver === undefined) found.add(step.to);
  return found;
}
