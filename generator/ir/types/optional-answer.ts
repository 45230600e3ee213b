import type { Shape } from "../../text/model.ts";
import { answeredThing } from "../../text/lexical/answered-thing.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { isOrNothing, withoutOrNothing } from "../../text/lexical/or-nothing.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";

/** How an answer calls what it brings or lacks: `row` in `Row | null`; undefined where it does not say that it may lack. */
export function optionalAnswer({ paired, meaning, text }: ReadArrow): string | undefined {
  if (paired.kind !== "reply") return undefined;
  const isOptional = isOrNothing(text);
  switch (meaning.kind) {
    case "name":
      return isOptional || mayBeNull(meaning.shape) ? camelCase(meaning.name) : undefined;
    case "return-type":
      return mayBeNull(meaning.shape) ? "result" : undefined;
    case "data":
      return isOptional && meaning.name !== undefined ? camelCase(meaning.name) : undefined;
    case "prose":
      return isOptional ? camelCase(answeredThing(withoutOrNothing(text)).words) : undefined;
    default:
      return undefined;
  }
}

function mayBeNull(shape: Shape | undefined): boolean {
  return (
    shape?.kind === "union" &&
    shape.members.some((member) => member.kind === "scalar" && member.type === "null")
  );
}
