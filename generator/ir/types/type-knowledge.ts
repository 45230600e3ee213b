import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import type { Field, Guard, Shape } from "../../text/model.ts";
import { primitiveNamed } from "../../text/shapes/parse-type.ts";
import type { Literal, NamedType, TypedField, TypeExpr } from "../model/diagram-model.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import { parseTypeNotation } from "./parse-type-notation.ts";
import { conventional, isExampleId } from "./type-conventions.ts";
import { uniteRecords, uniteVariants } from "./unite-types.ts";
import { isPlural, keyOf, singular } from "./value-names.ts";

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
      if (shape.kind === "list" && (shape.element.kind === "record" || shape.element.kind === "scalar"))
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

/** The values that a guard compares its field with, for the field's type. */
export function guardValues(guard: Guard): readonly Literal[] {
  return guard.kind === "predicate" && (guard.operator === "=" || guard.operator === "!=")
    ? guard.values
    : [];
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
