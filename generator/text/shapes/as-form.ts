import type { Shape } from "../model.ts";

/** Example data shows a form, not values that must be so. */
export function asForm(shape: Shape): Shape {
  switch (shape.kind) {
    case "literal":
      return { ...shape, example: true };
    case "record":
      return { ...shape, fields: shape.fields.map((field) => ({ ...field, shape: asForm(field.shape) })) };
    case "list":
      return { ...shape, element: asForm(shape.element) };
    case "union":
      return { ...shape, members: shape.members.map(asForm) };
    case "scalar":
    case "named":
    case "unknown":
      return shape;
  }
}
