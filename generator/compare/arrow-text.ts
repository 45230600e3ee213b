import type { DiagramModel, Step } from "../ir/model/diagram-model.ts";
import { type Place, quoted } from "./change.ts";

const border = new Map([
  ["[", "the left border"],
  ["]", "the right border"],
]);

/** `Shop → Orders "markPaid(id)"`. */
export function arrowText({ from, to, text }: Step, withLabel = true): string {
  const ends = `${border.get(from) ?? from} → ${border.get(to) ?? to}`;
  return withLabel ? `${ends} ${quoted(text)}` : ends;
}

export function placeOf({ source }: DiagramModel, { span }: Pick<Step, "span">): Place {
  return { source, span };
}
