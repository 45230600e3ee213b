import type { RecordShape } from "../../text/model.ts";
import { uniteRecords } from "./unite-types.ts";

/**
 * Drawings of one payload without those that leave out what another one shows: `{orderId}` is the short form of
 * `{orderId, amount}`. What remains are variants, each with the most that is known of its fields.
 */
export function fullestForms(drawings: readonly RecordShape[]): readonly RecordShape[] {
  const bySize = drawings.toSorted((one, other) => other.fields.length - one.fields.length);
  const fullest: RecordShape[] = [];
  for (const drawing of bySize) if (!fullest.some((form) => isPartOf(drawing, form))) fullest.push(drawing);
  return fullest.map((form) => {
    const parts = bySize.filter((drawing) => isPartOf(drawing, form));
    const { fields } = uniteRecords([form, ...parts]);
    return { ...form, fields };
  });
}

/** Every field stands in the form as well, and none of them with another written-out value. */
export function isPartOf(drawing: RecordShape, form: RecordShape): boolean {
  const known = new Map(form.fields.map((field) => [field.name, field]));
  return drawing.fields.every(({ name, shape }) => {
    const other = known.get(name)?.shape;
    if (other === undefined) return false;
    return shape.kind !== "literal" || (other.kind === "literal" && other.value === shape.value);
  });
}
