import type { Literal, NamedType, TypeExpr } from "../../ir/model/diagram-model.ts";

/** The named types of a diagram, by name. */
export type TypeTable = ReadonlyMap<string, NamedType>;

export const anyString: TypeExpr = { kind: "string" };
export const nullType: TypeExpr = { kind: "enum", values: [null] };

/** What a name stands for, through any number of names; an opaque or unknown one stays as it is. */
export function expand(type: TypeExpr, table: TypeTable, seen: ReadonlySet<string> = new Set()): TypeExpr {
  if (type.kind !== "named" || seen.has(type.name)) return type;
  const named = table.get(type.name);
  if (named === undefined || named.origin === "opaque") return type;
  return expand(named.type, table, new Set([...seen, type.name]));
}

/** One type for any of several. */
export function unionOf(types: readonly TypeExpr[]): TypeExpr {
  const distinct = types.filter((type, index) => types.findIndex((other) => sameType(other, type)) === index);
  const [only, second] = distinct;
  if (only === undefined) return { kind: "json" };
  return second === undefined ? only : { kind: "union", members: distinct };
}

/** Whether `null` is one of its values. */
export function isNullable(type: TypeExpr, table: TypeTable): boolean {
  return membersOf(type, table).some((member) => isAssignable(nullType, member, table));
}

/** The members of a union, through names; any other type is its own only member. */
export function membersOf(type: TypeExpr, table: TypeTable): readonly TypeExpr[] {
  const expanded = expand(type, table);
  return expanded.kind === "union" ? expanded.members.flatMap((member) => membersOf(member, table)) : [type];
}

export type FieldType =
  | { readonly kind: "known"; readonly type: TypeExpr; readonly optional: boolean }
  /** It may have any field. */
  | { readonly kind: "open" };

/** What reading a field yields; undefined where TypeScript would not allow it. */
export function fieldOf(type: TypeExpr, name: string, table: TypeTable): FieldType | undefined {
  if (isOpaque(type, table)) return { kind: "open" };
  const members = membersOf(type, table).map((member) => expand(member, table));
  const fields = members.map((member) =>
    member.kind === "record" ? member.fields.find((field) => field.name === name) : undefined,
  );
  if (fields.length === 0 || !fields.every((field) => field !== undefined)) return undefined;
  return {
    kind: "known",
    type: unionOf(fields.map((field) => field.type)),
    optional: fields.some((field) => field.optional),
  };
}

/** A name of which the diagram shows nothing more: generated as an object with any fields. */
export function isOpaque(type: TypeExpr, table: TypeTable): boolean {
  if (type.kind !== "named") return false;
  const named = table.get(type.name);
  return named === undefined || (named.origin === "opaque" && isBare(named.type));
}

/** A record without any known field. */
export function isBare(type: TypeExpr): boolean {
  return type.kind === "json" || (type.kind === "record" && type.fields.length === 0);
}

/** All values of a type, when they can be listed. */
export function literalsOf(type: TypeExpr, table: TypeTable): readonly Literal[] | undefined {
  const expanded = expand(type, table);
  if (expanded.kind === "enum") return expanded.values;
  if (expanded.kind !== "union") return undefined;
  const all = expanded.members.map((member) => literalsOf(member, table));
  return all.every((values) => values !== undefined) ? all.flat() : undefined;
}

/** The members that remain possible once the value at `path` is known to be one of `values`, as TypeScript narrows. */
export function narrow(
  type: TypeExpr,
  path: readonly string[],
  values: readonly Literal[],
  table: TypeTable,
): TypeExpr {
  const kept = membersOf(type, table).filter((member) => mayHold(member, path, values, table));
  return kept.length === 0 || kept.length === membersOf(type, table).length ? type : unionOf(kept);
}

function mayHold(
  type: TypeExpr,
  path: readonly string[],
  values: readonly Literal[],
  table: TypeTable,
): boolean {
  const [first, ...rest] = path;
  if (first === undefined) {
    const literals = literalsOf(type, table);
    return literals === undefined || literals.some((value) => values.includes(value));
  }
  const field = fieldOf(type, first, table);
  if (field === undefined) return literalsOf(type, table) === undefined;
  return field.kind === "open" || mayHold(field.type, rest, values, table);
}

/** Whether TypeScript takes a value of one type where another is asked for. Says no when in doubt. */
export function isAssignable(from: TypeExpr, to: TypeExpr, table: TypeTable): boolean {
  if (sameType(from, to)) return true;
  const source = expand(from, table);
  if (source.kind === "union") return source.members.every((member) => isAssignable(member, to, table));
  const target = expand(to, table);
  if (target.kind === "union") return target.members.some((member) => isAssignable(source, member, table));
  return isOneAssignable(source, target, table);
}

function isOneAssignable(source: TypeExpr, target: TypeExpr, table: TypeTable): boolean {
  switch (target.kind) {
    case "string":
    case "number":
    case "boolean":
    case "bytes":
      return (
        source.kind === target.kind ||
        (source.kind === "enum" && source.values.every((value) => typeof value === target.kind))
      );
    case "enum":
      return source.kind === "enum" && source.values.every((value) => target.values.includes(value));
    case "list":
      return source.kind === "list" && isAssignable(source.element, target.element, table);
    case "record":
      return (
        source.kind === "record" &&
        target.fields.every((field) => isFieldAssignable(source.fields, field, table))
      );
    case "json":
      return isJson(source, table);
    case "named":
      return source.kind === "named" && source.name === target.name;
    case "port":
      return source.kind === "port" && source.participant === target.participant;
    case "union":
      return target.members.some((member) => isAssignable(source, member, table));
  }
}

type RecordFields = Extract<TypeExpr, { kind: "record" }>["fields"];

function isFieldAssignable(fields: RecordFields, wanted: RecordFields[number], table: TypeTable): boolean {
  const field = fields.find(({ name }) => name === wanted.name);
  if (field === undefined) return wanted.optional;
  return (!field.optional || wanted.optional) && isAssignable(field.type, wanted.type, table);
}

function isJson(type: TypeExpr, table: TypeTable): boolean {
  switch (type.kind) {
    case "record":
      return type.fields.every((field) => !field.optional && isJson(expand(field.type, table), table));
    case "list":
      return isJson(expand(type.element, table), table);
    case "union":
      return type.members.every((member) => isJson(expand(member, table), table));
    case "named":
      return isOpaque(type, table);
    case "bytes":
    case "port":
      return false;
    default:
      return true;
  }
}

/** Whether binary data is anywhere in it. */
export function holdsBytes(type: TypeExpr, table: TypeTable, seen: ReadonlySet<string> = new Set()): boolean {
  const inside = (part: TypeExpr): boolean => holdsBytes(part, table, seen);
  switch (type.kind) {
    case "bytes":
      return true;
    case "list":
      return inside(type.element);
    case "record":
      return type.fields.some((field) => inside(field.type));
    case "union":
      return type.members.some(inside);
    case "named": {
      const named = seen.has(type.name) ? undefined : table.get(type.name);
      return named !== undefined && holdsBytes(named.type, table, new Set([...seen, type.name]));
    }
    default:
      return false;
  }
}

/** Whether two types are written in the same way. */
export function sameType(one: TypeExpr, other: TypeExpr): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
