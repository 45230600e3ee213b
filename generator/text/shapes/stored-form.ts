import type { Shape } from "../model.ts";
import { parseShape } from "./parse-shape.ts";

/**
 * What is kept as JSON, drawn field by field: `{status: PENDING, jobId}`. Undefined for `{order}`: what one name stands
 * for has a form of its own.
 */
export function storedForm(word: string): (Shape & { readonly kind: "record" }) | undefined {
  const form = /^\{\s*["\p{L}_]/u.test(word) ? parseShape(word) : undefined;
  if (form?.kind !== "record") return undefined;
  const [first, ...others] = form.fields;
  return others.length > 0 || (first !== undefined && first.shape.kind !== "unknown") ? form : undefined;
}
