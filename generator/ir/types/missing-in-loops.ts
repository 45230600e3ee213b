import { namesIn, type Predicate } from "seqwright-runtime/model";
import type { Field, Shape } from "../../text/model.ts";
import type { OutlineElement } from "../drawing/outline.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { keyOf, lastKey } from "./value-names.ts";

/**
 * The arrows with fields of answers that may be `null`, where a loop goes on until they are: `while next != null` ends
 * with a page that has no `next`, although the one that is drawn has.
 */
export function missingInLoops(
  arrows: readonly ReadArrow[],
  body: readonly OutlineElement[],
): readonly ReadArrow[] {
  const missing = new Set(askedForNull(body));
  if (missing.size === 0) return arrows;
  return arrows.map((arrow) => {
    if (arrow.paired.kind !== "reply") return arrow;
    const { meaning } = arrow;
    switch (meaning.kind) {
      case "http-response":
        return { ...arrow, meaning: { ...meaning, body: meaning.body && orNull(meaning.body, missing) } };
      case "data":
        return { ...arrow, meaning: { ...meaning, shape: orNull(meaning.shape, missing) } };
      default:
        return arrow;
    }
  });
}

/** Keys of the last names of what loops compare with `null`. */
function askedForNull(elements: readonly OutlineElement[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.kind !== "fragment") return [];
    const { repetition, branches } = element.fragment;
    const guard = repetition?.kind === "while" ? repetition.guard : undefined;
    const here = guard?.kind === "predicate" ? comparedWithNull(guard.predicate) : [];
    return [...here, ...branches.flatMap((branch) => askedForNull(branch.body))];
  });
}

function comparedWithNull(predicate: Predicate): readonly string[] {
  switch (predicate.kind) {
    case "one-of":
      return predicate.values.includes(null) ? namesIn(predicate).map(lastKey) : [];
    case "not":
      return comparedWithNull(predicate.of);
    case "all":
    case "any":
      return predicate.of.flatMap(comparedWithNull);
    case "empty":
    case "compares":
      return [];
  }
}

function orNull(shape: Shape, missing: ReadonlySet<string>): Shape {
  if (shape.kind !== "record") return shape;
  return {
    ...shape,
    fields: shape.fields.map((field): Field => ({
      ...field,
      shape: missing.has(keyOf(field.name)) ? withNull(field.shape) : orNull(field.shape, missing),
    })),
  };
}

const nothing: Shape = { kind: "scalar", type: "null" };

/** What is written out is one of many; of a name alone nothing else is known than that it is text. */
function withNull(shape: Shape): Shape {
  if (shape.kind === "union") return shape;
  const written = shape.kind === "literal" ? typeof shape.value : undefined;
  const type = written === "number" || written === "boolean" ? written : "string";
  const isVague = shape.kind === "unknown" || shape.kind === "literal";
  return { kind: "union", members: [isVague ? { kind: "scalar", type } : shape, nothing] };
}
