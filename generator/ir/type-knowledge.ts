import { camelCase, identifierWords, pascalCase } from "../text/make-identifier.ts";
import type { Field, Guard, Shape } from "../text/model.ts";
import { primitiveNamed } from "../text/parse-type.ts";
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
  /** Notes that a value of this name is passed on its own, or that it stands in a text such as a key, a path or a statement. */
  learnUse(name: string, use: "passed" | "text"): void;
  /** Notes that something is called back through this name. */
  learnPort(name: string, participant: string): void;
  /** True when the name's form is known from the diagram, the configuration, or the way such names are used everywhere. */
  knows(name: string): boolean;
  /** True when a call of the diagram has an argument of this name. */
  isPassed(name: string): boolean;
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
  const shownValues = new Map<string, Set<Literal>>();
  const uses = new Map<string, Set<"passed" | "text" | "field">>();
  const ports = new Map<string, string>();
  const variants = new Map<string, Shape[]>();
  const named = new Map<string, NamedType>();
  const resolving = new Set<string>();

  /** One value that some message shows between quotes says nothing about the others; several are what there is. */
  const valuesOf = (name: string): readonly Literal[] => {
    const named = values.get(keyOf(name)) ?? [];
    const all = new Set([...named, ...(shownValues.get(keyOf(name)) ?? [])]);
    return all.size > 1 ? [...all] : [...named];
  };

  /**
   * A name that nothing describes has one type wherever it stands: text where any text is made of it; otherwise text as a
   * field, except that several things (`items`) which are also passed on their own are no text.
   */
  const isText = (name: string, fallback: "string" | "opaque"): boolean => {
    const seen = uses.get(keyOf(name));
    if (seen?.has("text") === true) return true;
    if (seen?.has("field") !== true || !seen.has("passed")) return fallback === "string";
    return !isPlural(name);
  };

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
    isPassed: (name) => uses.get(keyOf(name))?.has("passed") === true,
    learn(name, shape) {
      const key = keyOf(name);
      if (shape.kind === "unknown") {
        uses.set(key, (uses.get(key) ?? new Set()).add("field"));
        return;
      }
      shapes.set(key, [...(shapes.get(key) ?? []), shape]);
      if (shape.kind === "record") for (const field of shape.fields) knowledge.learn(field.name, field.shape);
      if (shape.kind === "list" && shape.element.kind === "record")
        knowledge.learn(singular(name), shape.element);
      if (shape.kind === "scalar" && shape.values !== undefined) knowledge.learnValues(name, shape.values);
      // Words such as COMPLETED name states; other texts are mostly prose.
      if (
        shape.kind === "literal" &&
        typeof shape.value === "string" &&
        isConstant(shape.value) &&
        isStateName(name)
      ) {
        if (shape.quoted === true)
          shownValues.set(keyOf(name), (shownValues.get(keyOf(name)) ?? new Set()).add(shape.value));
        else knowledge.learnValues(name, [shape.value]);
      }
    },
    learnValues(name, more) {
      const known = values.get(keyOf(name)) ?? new Set();
      for (const value of more) known.add(value);
      values.set(keyOf(name), known);
    },
    learnUse(name, use) {
      uses.set(keyOf(name), (uses.get(keyOf(name)) ?? new Set()).add(use));
    },
    learnPort(name, participant) {
      ports.set(keyOf(name), participant);
    },
    knows(name) {
      const key = keyOf(name);
      return (
        ports.has(key) ||
        valuesOf(name).length > 0 ||
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
      const enumerated = valuesOf(name);
      if (enumerated.length > 0) return { kind: "enum", values: enumerated };
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
      // `jobs` beside `job`, when both are passed: many of one.
      const one = singular(name);
      if (isPlural(name) && [name, one].every((each) => uses.get(keyOf(each))?.has("passed") === true))
        return { kind: "list", element: knowledge.typeOf(one, "opaque") };
      if (isText(name, fallback)) return { kind: "string" };
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
          return shape.values === undefined
            ? shape.integer === true
              ? { kind: "number", integer: true }
              : scalar(shape.type, shape.format)
            : { kind: "enum", values: shape.values };
        case "literal":
          // A written-out id, date or amount is an example of its kind; a written-out state or message is meant.
          if (exact && !shape.example && conventional(name)?.example !== true)
            return { kind: "enum", values: [shape.value] };
          if (isExampleId(name, shape.value)) return { kind: "string", nonEmpty: true };
          return shape.value === null
            ? { kind: "enum", values: [null] }
            : scalar(literalType(shape.value), shape.format);
        case "named": {
          const primitive = primitiveNamed(shape.name);
          if (primitive?.kind === "unknown") return { kind: "json" };
          if (primitive !== undefined) return knowledge.typeOfShape(primitive, name, exact);
          return configured(shape.name) ?? knowledge.typeOf(shape.name, "opaque");
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

function isPlural(name: string): boolean {
  return /[^su]s$/u.test(name) && !/(?:is|ics)$/u.test(name);
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

/** What names mean by convention. */
interface Convention {
  readonly type: TypeExpr;
  /** Nobody would read the name otherwise. */
  readonly sure: boolean;
  /** A written-out value of such a name is an example of its kind; a written-out message or state is meant as it is. */
  readonly example: boolean;
}

const numbers = new Set(
  "count total amount price quantity qty balance size limit offset attempt attempts".split(" "),
);
const texts = new Set(
  "name title message reason description comment text label nickname token password phone currency sku code type key".split(
    " ",
  ),
);

function conventional(name: string): Convention | undefined {
  const words = identifierWords(name).map((word) => word.toLowerCase());
  const last = words.at(-1) ?? "";
  const compound = words.length > 1;
  const sure = (type: TypeExpr, example = true): Convention => ({ type, sure: true, example });
  const likely = (element: TypeExpr): Convention => ({
    type: { kind: "list", element },
    sure: false,
    example: true,
  });
  if (last === "id") return sure({ kind: "string", nonEmpty: true });
  if (last === "timestamp" || (compound && last === "at"))
    return sure({ kind: "string", format: "date-time" });
  if (compound && /^(is|has|can|should)$/u.test(words[0] ?? "")) return sure({ kind: "boolean" });
  if (last === "email") return sure({ kind: "string", format: "email" });
  if (last === "url" || last === "uri") return sure({ kind: "string", format: "uri" });
  if (numbers.has(last)) return sure({ kind: "number" });
  if (texts.has(last)) return sure({ kind: "string" }, false);
  if (compound && last === "ids") return likely({ kind: "string", nonEmpty: true });
  if (compound && (last === "urls" || last === "uris")) return likely({ kind: "string", format: "uri" });
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
