import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { DiagramRecord, Manifest } from "../../manifest/manifest.ts";
import { dice } from "./match-participants.ts";

/** How many of its arrows a diagram that is gone shares with one that is new, when they are the same. */
const assumed = 0.8;

/** The last generation of a diagram, also where its file had another name: then it is one of those that `vanished`. */
export function lastRecord(
  folder: string,
  { steps }: DiagramModel,
  { diagrams }: Manifest,
  vanished: readonly DiagramRecord[],
): DiagramRecord | undefined {
  const known = diagrams.get(folder);
  if (known !== undefined) return known;
  const ids = steps.map(({ id }) => id);
  const likely = vanished.filter(
    ({ arrows }) =>
      dice(
        arrows.map(({ id }) => id),
        ids,
      ) >= assumed,
  );
  // Of two that are as likely, nobody knows which it was.
  return likely.length === 1 ? likely[0] : undefined;
}
