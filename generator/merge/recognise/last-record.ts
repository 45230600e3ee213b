import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { DiagramRecord, Manifest } from "../../manifest/manifest.ts";
import { mostLike } from "./most-like.ts";

/** The last generation of a diagram, also where its file had another name: then it is one of those that `vanished`. */
export function lastRecord(
  folder: string,
  { steps }: DiagramModel,
  { diagrams }: Manifest,
  vanished: readonly DiagramRecord[],
): DiagramRecord | undefined {
  const known = diagrams.get(folder);
  if (known !== undefined) return known;
  const candidates = vanished.map((record) => ({ record, arrows: record.arrows.map(({ id }) => id) }));
  return mostLike(
    steps.map(({ id }) => id),
    candidates,
  )?.record;
}
