import { closestName } from "../diagnostics/did-you-mean.ts";
import { canBe } from "../ir/flow/scope.ts";
import type { NamedType, TypeExpr, TypedField } from "../ir/model/diagram-model.ts";

/** A type as a diagram has it, with what its names mean there. */
export interface TypeIn {
  readonly type: TypeExpr;
  readonly types: readonly NamedType[];
}

export interface FieldApart {
  /** A dotted path. */
  readonly field: string;
  /** `without it`, `as a number`. */
  readonly why: string;
  readonly meant: string | undefined;
}

/** Fields that are asked for, and are not given, or as something else. */
export function fieldsApart(asked: TypeIn, given: TypeIn): readonly FieldApart[] {
  return apart(whole(asked, 0), whole(given, 0), "");
}

function apart(asked: TypeExpr, given: TypeExpr, path: string): readonly FieldApart[] {
  if (asked.kind === "list" && given.kind === "list") return apart(asked.element, given.element, `${path}[]`);
  if (asked.kind !== "record" || given.kind !== "record") {
    if (path === "" || canBe(given, asked, [])) return [];
    return [{ field: path, why: `as ${wordFor(given)}`, meant: undefined }];
  }
  if (given.fields.length === 0) return [];
  const unasked = given.fields.filter(({ name }) => !asked.fields.some((field) => field.name === name));
  return asked.fields.flatMap((field) => fieldApart(field, given.fields, unasked, path));
}

function fieldApart(
  { name, type, optional }: TypedField,
  given: readonly TypedField[],
  unasked: readonly TypedField[],
  path: string,
): readonly FieldApart[] {
  const field = path === "" ? name : `${path}.${name}`;
  const same = given.find((other) => other.name === name);
  if (same !== undefined) return apart(type, same.type, field);
  if (optional) return [];
  const meant = closestName(
    name,
    unasked.map((other) => other.name),
  );
  return [{ field, why: "without it", meant }];
}

const depthMax = 12;

/** Without names, which may mean something else in another diagram. */
function whole({ type, types }: TypeIn, depth: number): TypeExpr {
  if (depth > depthMax) return { kind: "json" };
  const inside = (part: TypeExpr): TypeExpr => whole({ type: part, types }, depth + 1);
  switch (type.kind) {
    case "named": {
      const known = types.find(({ name }) => name === type.name);
      return known === undefined ? { kind: "json" } : inside(known.type);
    }
    case "record":
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: inside(field.type) })) };
    case "list":
      return { ...type, element: inside(type.element) };
    case "union":
      return { ...type, members: type.members.map(inside) };
    default:
      return type;
  }
}

function wordFor(type: TypeExpr): string {
  switch (type.kind) {
    case "record":
      return "an object";
    case "list":
      return "a list";
    case "number":
      return "a number";
    case "string":
      return "a text";
    case "boolean":
      return "true or false";
    default:
      return "something else";
  }
}
