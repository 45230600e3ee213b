import { camelCase, identifierWords, pascalCase } from "../text/make-identifier.ts";
import type { Field, Guard, Shape } from "../text/model.ts";
import type { Literal, NamedType, TypedField, TypeExpr } from "./model.ts";
import { nameFor, type Overrides } from "./overrides.ts";
import { parseTypeNotation } from "./parse-type-notation.ts";

/**
 * What a diagram shows of the form of its values, gathered by name: within one diagram, a name means one thing.
 * `imageUrls` may be a bare argument here and an object with three URLs there; both speak of the same type.
 */
export interface TypeKnowledge {
  /** Notes that something of this name has this form. */
  learn(name: string, shape: Shape): void;
  /** Notes that these values of a field are compared or named somewhere. */
  learnValues(name: string, values: readonly Literal[]): void;
  /** Notes that something is called back through this name. */
  learnPort(name: string, participant: string): void;
  /** True when the name's form is known from the diagram, the configuration, or the way such names are used everywhere. */
  knows(name: string): boolean;
  /** The type of a value of this name: an argument, a parameter, a reply. */
  typeOf(name: string, fallback: "string" | "opaque"): TypeExpr;
  /** The type of a value drawn like this. `exact` keeps written-out values as literals. */
  typeOfShape(shape: Shape, name: string, exact: boolean): TypeExpr;
  /** Gives a form a name of its own and returns a reference to it. Forms of the same name are united. */
  define(name: string, shape: Shape, usage: string): TypeExpr;
  defineType(name: string, type: TypeExpr, usage: string): TypeExpr;
  /** The identifier by which the diagram's words for a value go. */
  nameOf(words: string): string;
  /** All named types so far, in the order in which they came up. */
  namedTypes(): readonly NamedType[];
}

export function typeKnowledge(overrides: Overrides): TypeKnowledge {
  const shapes = new Map<string, Shape[]>();
  const values = new Map<string, Set<Literal>>();
  const ports = new Map<string, string>();
  const variants = new Map<string, Shape[]>();
  const named = new Map<string, NamedType>();
  const resolving = new Set<string>();

  const configured = (name: string): TypeExpr | undefined => {
    const key = [name, pascalCase(name), camelCase(name)].find((candidate) =>
      Object.hasOwn(overrides.types, candidate),
    );
    const notation = key === undefined ? undefined : overrides.types[key];
    if (key === undefined || notation === undefined) return undefined;
    const typeName = pascalCase(key);
    if (named.has(typeName)) return { kind: "named", name: typeName };
    const parsed = parseTypeNotation(notation).type;
    if (parsed.kind !== "record") return resolveNotation(parsed);
    // Stands there before its fields are resolved, so that a type may mention itself.
    named.set(typeName, { name: typeName, type: parsed, origin: "configured", usage: name });
    const type = resolveNotation(parsed);
    named.set(typeName, { name: typeName, type, origin: "configured", usage: name });
    return { kind: "named", name: typeName };
  };

  /** Names inside a configured notation may be other configured types. */
  const resolveNotation = (type: TypeExpr): TypeExpr => {
    switch (type.kind) {
      case "named":
        return configured(type.name) ?? knowledge.typeOf(type.name, "opaque");
      case "list":
        return { kind: "list", element: resolveNotation(type.element) };
      case "record":
        return {
          kind: "record",
          fields: type.fields.map((field) => ({ ...field, type: resolveNotation(field.type) })),
        };
      case "union":
        return { kind: "union", members: type.members.map(resolveNotation) };
      case "string":
      case "number":
      case "boolean":
      case "enum":
      case "json":
      case "port":
        return type;
    }
  };

  const fieldType = (field: Field, exact: boolean): TypedField => ({
    name: field.name,
    // A nested object without written-out values is the same thing as elsewhere under that name.
    type:
      field.shape.kind === "unknown" || (field.shape.kind === "record" && !hasExactValue(field.shape))
        ? knowledge.typeOf(field.name, "string")
        : knowledge.typeOfShape(field.shape, field.name, exact),
    optional: field.optional,
  });

  const knowledge: TypeKnowledge = {
    learn(name, shape) {
      if (shape.kind === "unknown") return;
      const key = keyOf(name);
      shapes.set(key, [...(shapes.get(key) ?? []), shape]);
      if (shape.kind === "record") for (const field of shape.fields) knowledge.learn(field.name, field.shape);
      if (shape.kind === "list" && shape.element.kind === "record")
        knowledge.learn(singular(name), shape.element);
      // Bare words such as COMPLETED name states; quoted texts are mostly prose.
      if (
        shape.kind === "literal" &&
        typeof shape.value === "string" &&
        isConstant(shape.value) &&
        isStateName(name)
      ) {
        knowledge.learnValues(name, [shape.value]);
      }
    },
    learnValues(name, more) {
      const known = values.get(keyOf(name)) ?? new Set();
      for (const value of more) known.add(value);
      values.set(keyOf(name), known);
    },
    learnPort(name, participant) {
      ports.set(keyOf(name), participant);
    },
    knows(name) {
      const key = keyOf(name);
      return (
        ports.has(key) ||
        values.has(key) ||
        shapes.has(key) ||
        configured(name) !== undefined ||
        conventional(name)?.sure === true
      );
    },
    typeOf(name, fallback) {
      const port = ports.get(keyOf(name));
      if (port !== undefined) return { kind: "port", participant: port };
      const fromConfiguration = configured(name);
      if (fromConfiguration !== undefined) return fromConfiguration;
      const enumerated = values.get(keyOf(name));
      if (enumerated !== undefined && enumerated.size > 0) return { kind: "enum", values: [...enumerated] };
      const known = shapes.get(keyOf(name));
      if (known !== undefined && !resolving.has(keyOf(name))) {
        resolving.add(keyOf(name));
        try {
          const records = known.filter((shape) => shape.kind === "record");
          if (records.length > 0) return knowledge.define(name, uniteRecords(records), name);
          const first = known[0];
          if (first !== undefined) return knowledge.typeOfShape(first, name, false);
        } finally {
          resolving.delete(keyOf(name));
        }
      }
      const convention = conventional(name);
      if (convention !== undefined) return convention.type;
      if (fallback === "string") return { kind: "string" };
      return knowledge.defineType(pascalCase(name), { kind: "record", fields: [] }, name);
    },
    typeOfShape(shape, name, exact) {
      switch (shape.kind) {
        case "record":
          return { kind: "record", fields: shape.fields.map((field) => fieldType(field, exact)) };
        case "list": {
          const element =
            shape.element.kind === "unknown"
              ? knowledge.typeOf(singular(name), "string")
              : knowledge.typeOfShape(shape.element, singular(name), exact);
          return { kind: "list", element };
        }
        case "scalar":
          return scalar(shape.type, shape.format);
        case "literal":
          // A written-out id, date or amount is an example of its kind; a written-out state or message is meant.
          if (exact && !shape.example && conventional(name)?.sure !== true)
            return { kind: "enum", values: [shape.value] };
          if (isExampleId(name, shape.value)) return { kind: "string", nonEmpty: true };
          return shape.value === null
            ? { kind: "enum", values: [null] }
            : scalar(literalType(shape.value), shape.format);
        case "named": {
          const primitive = primitiveNamed(shape.name);
          return primitive ?? configured(shape.name) ?? knowledge.typeOf(shape.name, "opaque");
        }
        case "unknown":
          return knowledge.typeOf(name, "string");
      }
    },
    define(name, shape, usage) {
      const typeName = pascalCase(name);
      const fromConfiguration = configured(name);
      if (fromConfiguration !== undefined) return fromConfiguration;
      const all = [...(variants.get(typeName) ?? []), shape];
      variants.set(typeName, all);
      return knowledge.defineType(
        typeName,
        uniteVariants(all.map((variant) => knowledge.typeOfShape(variant, name, true))),
        usage,
      );
    },
    defineType(name, type, usage) {
      const opaque = type.kind === "record" && type.fields.length === 0;
      named.set(name, {
        name,
        type,
        origin: opaque ? "opaque" : "drawn",
        usage: named.get(name)?.usage ?? usage,
      });
      return { kind: "named", name };
    },
    nameOf: (words) => nameFor(overrides, words, "value"),
    namedTypes: () => [...named.values()],
  };
  return knowledge;
}

/** `event_draft_id`, `eventDraftId` and `EventDraftID` are one name. */
export function keyOf(name: string): string {
  return identifierWords(name).join("").toLowerCase() || name;
}

function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  return /[^s]s$/u.test(name) ? name.slice(0, -1) : `${name}Item`;
}

function hasExactValue(shape: Shape): boolean {
  if (shape.kind === "literal") return !shape.example;
  return shape.kind === "record" && shape.fields.some((field) => hasExactValue(field.shape));
}

function isConstant(value: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/u.test(value);
}

function isStateName(name: string): boolean {
  return /(status|state|phase|stage|상태)$/iu.test(name);
}

function literalType(value: string | number | boolean): "string" | "number" | "boolean" {
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
}

function scalar(
  type: "string" | "number" | "boolean" | "null",
  format?: "uri" | "date-time" | "uuid" | "email",
): TypeExpr {
  switch (type) {
    case "string":
      return format === undefined ? { kind: "string" } : { kind: "string", format };
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "null":
      return { kind: "enum", values: [null] };
  }
}

function primitiveNamed(name: string): TypeExpr | undefined {
  if (/^(string|text|varchar)$/iu.test(name)) return { kind: "string" };
  if (/^(int|integer|long|short|bigint)$/iu.test(name)) return { kind: "number", integer: true };
  if (/^(number|double|float|decimal|bigdecimal|money)$/iu.test(name)) return { kind: "number" };
  if (/^(bool|boolean)$/iu.test(name)) return { kind: "boolean" };
  if (/^(uuid|guid)$/iu.test(name)) return { kind: "string", format: "uuid" };
  if (/^(date|datetime|date-time|timestamp|instant|localdatetime|offsetdatetime)$/iu.test(name))
    return { kind: "string", format: "date-time" };
  if (/^(object|any|json)$/iu.test(name)) return { kind: "json" };
  return undefined;
}

/** What names mean by convention. `sure` where nobody would read them otherwise. */
function conventional(name: string): { readonly type: TypeExpr; readonly sure: boolean } | undefined {
  if (/^id$|[a-z0-9_]id$/iu.test(name) && /(^id|Id|ID|_id)$/u.test(name))
    return { type: { kind: "string", nonEmpty: true }, sure: true };
  if (/(At|_at|Date|Timestamp)$/u.test(name) || /^timestamp$/u.test(name))
    return { type: { kind: "string", format: "date-time" }, sure: true };
  if (/^(is|has|can|should)[A-Z_]/u.test(name)) return { type: { kind: "boolean" }, sure: true };
  if (/(^|[a-z_])(email)$/iu.test(name)) return { type: { kind: "string", format: "email" }, sure: true };
  if (/^(uri|url)$|(Url|URL|Uri|_url)$/u.test(name))
    return { type: { kind: "string", format: "uri" }, sure: true };
  if (/(count|total|amount|price|quantity|qty|balance|size|limit|offset|version|attempts?)$/iu.test(name))
    return { type: { kind: "number" }, sure: true };
  if (/(Ids|_ids)$/u.test(name))
    return { type: { kind: "list", element: { kind: "string", nonEmpty: true } }, sure: false };
  if (/(Urls|_urls)$/u.test(name))
    return { type: { kind: "list", element: { kind: "string", format: "uri" } }, sure: false };
  return undefined;
}

/** An id that is written out has the form of every other id, so that both are one type. */
function isExampleId(name: string, value: Literal): boolean {
  const type = conventional(name)?.type;
  return type?.kind === "string" && type.nonEmpty === true && typeof value === "string" && value !== "";
}

/** Several drawings of one record: every field that any of them shows, with the most that is known of it. */
function uniteRecords(records: readonly Shape[]): Shape {
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

/** The values that a guard compares its field with, for the field's type. */
export function guardValues(guard: Guard): readonly Literal[] {
  return guard.kind === "predicate" && (guard.operator === "=" || guard.operator === "!=")
    ? guard.values
    : [];
}
