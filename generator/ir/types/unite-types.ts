import type { Field, RecordShape, Shape } from "../../text/model.ts";
import type { Literal, TypedField, TypeExpr } from "../model/diagram-model.ts";

/** Several drawings of one record: every field that any of them shows, with the most that is known of it. */
export function uniteRecords(records: readonly Shape[]): RecordShape {
  const fields = new Map<string, Field>();
  for (const shape of records) {
    if (shape.kind !== "record") continue;
    for (const field of shape.fields) {
      const known = fields.get(field.name);
      if (known === undefined || known.shape.kind === "unknown") fields.set(field.name, field);
    }
  }
  return { kind: "record", fields: [...fields.values()], open: false };
}

/**
 * Drawn variants of one type. Where a field has another written-out value in each, they are a union told apart by that
 * field; otherwise one record in which a field that not all of them show is optional.
 */
export function uniteVariants(types: readonly TypeExpr[]): TypeExpr {
  const records = types.filter((type) => type.kind === "record");
  const first = types[0];
  if (records.length < types.length) {
    const distinct = dedupe(types);
    return distinct.length === 1 && first !== undefined ? first : { kind: "union", members: distinct };
  }
  const discriminator = records[0]?.fields.find((field) =>
    records.every((record) =>
      record.fields.some((other) => other.name === field.name && isSingle(other.type)),
    ),
  )?.name;
  if (discriminator === undefined) return mergeRecords(records);
  const groups = new Map<string, (typeof records)[number][]>();
  for (const record of records) {
    const field = record.fields.find((candidate) => candidate.name === discriminator);
    const key = JSON.stringify(field?.type);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const members = [...groups.values()].map(mergeRecords);
  const only = members[0];
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}

function isSingle(type: TypeExpr): boolean {
  return type.kind === "enum" && type.values.length === 1;
}

function mergeRecords(records: readonly Extract<TypeExpr, { kind: "record" }>[]): TypeExpr {
  const names = [...new Set(records.flatMap((record) => record.fields.map((field) => field.name)))];
  return {
    kind: "record",
    fields: names.map((name): TypedField => {
      const present = records.flatMap((record) => record.fields.filter((field) => field.name === name));
      return {
        name,
        type: uniteTypes(present.map((field) => field.type)),
        optional: present.length < records.length || present.some((field) => field.optional),
      };
    }),
  };
}

/** Any of these types; written-out values of one field become the set of them. */
export function uniteTypes(types: readonly TypeExpr[]): TypeExpr {
  const distinct = dedupe(types);
  const enums = distinct.filter((type) => type.kind === "enum");
  const others = distinct.filter((type) => type.kind !== "enum");
  // A form that is known in general covers its written-out examples.
  const open = others.filter(
    (type) => type.kind === "string" || type.kind === "number" || type.kind === "boolean",
  );
  const values = dedupeLiterals(enums.flatMap((type) => type.values)).filter(
    (value) => !open.some((type) => type.kind === (value === null ? "null" : typeof value)),
  );
  const members: readonly TypeExpr[] = values.length === 0 ? others : [...others, { kind: "enum", values }];
  const only = members[0];
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}

function dedupeLiterals(values: readonly Literal[]): readonly Literal[] {
  return [...new Set(values)];
}

function dedupe(types: readonly TypeExpr[]): readonly TypeExpr[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}
