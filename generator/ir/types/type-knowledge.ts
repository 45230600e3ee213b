import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import type { Field, Shape } from "../../text/model.ts";
import { primitiveNamed } from "../../text/shapes/type-words.ts";
import type { NamedType, TypedField, TypeExpr } from "../model/diagram-model.ts";
import type { Overrides } from "../model/overrides.ts";
import { configuredType, withNamesResolved } from "./described/configured-type.ts";
import { hasExactValue, literalType, scalarType } from "./plain-type.ts";
import type { ShownValues } from "./shown-values.ts";
import { fullestForms, isPartOf } from "./fullest-forms.ts";
import { conventional } from "./type-conventions.ts";
import { typeCircle } from "./described/type-circle.ts";
import { uniteRecords, uniteTypes, uniteVariants } from "./unite-types.ts";
import { isPlural, keyOf, singular } from "./value-names.ts";

/** Gives the values of a diagram their types, from what the diagram shows and what is configured. */
export class TypeKnowledge {
  readonly #shown: ShownValues;
  readonly #overrides: Overrides;
  readonly #named = new Map<string, NamedType>();
  readonly #variants = new Map<string, readonly Shape[]>();
  /** Keys of configured types that something in the diagram goes by. */
  readonly #used = new Set<string>();
  /** Names that the diagram speaks of, and those that only configured types speak of, as names of types. */
  readonly #asked = new Set<string>();
  readonly #mentioned = new Map<string, string>();
  /** Names whose form is being looked up: a form may mention itself. */
  readonly #resolving = new Set<string>();

  readonly #varies = (name: string): boolean => this.#shown.varies(name);

  constructor(shown: ShownValues, overrides: Overrides) {
    this.#shown = shown;
    this.#overrides = overrides;
  }

  /** All named types so far, in the order in which they came up. */
  namedTypes(): readonly NamedType[] {
    return [...this.#named.values()];
  }

  /** True when anything but an answer is drawn of this name. */
  isAskedFor(name: string): boolean {
    return this.#shown.isAskedFor(name);
  }

  isPassed(name: string): boolean {
    return this.#shown.isPassed(name);
  }

  /** True when a guard compares something of this name with a state. */
  isCompared(name: string): boolean {
    return this.#shown.isCompared(name);
  }

  /** The type of a value of this name: an argument, a parameter, a reply. */
  typeOf(name: string, fallback: "string" | "opaque"): TypeExpr {
    this.#asked.add(pascalCase(name));
    return this.#typeOf(name, fallback);
  }

  /** Whether something in the diagram goes by the configured type that has this key. */
  isUsed(key: string): boolean {
    return this.#used.has(key);
  }

  /** The names that the diagram speaks of, as those of types. */
  namesAsked(): readonly string[] {
    return [...this.#asked];
  }

  /** Names that a configured type speaks of, and nothing else says anything of. */
  unknownTypes(): readonly string[] {
    return [...this.#mentioned].flatMap(([typeName, name]) =>
      this.#named.get(typeName)?.origin === "opaque" && !this.#asked.has(typeName) ? [name] : [],
    );
  }

  #typeOf(name: string, fallback: "string" | "opaque"): TypeExpr {
    const port = this.#shown.portOf(name);
    if (port !== undefined) return { kind: "port", participant: port };
    return (
      this.#configured(name) ??
      this.#enumerated(name) ??
      this.#drawn(name) ??
      conventional(name)?.type ??
      this.#several(name) ??
      this.#undescribed(name, fallback)
    );
  }

  /** Whether the diagram or the configuration says more of what goes by one of these names than the name does. */
  describes(...names: readonly string[]): boolean {
    return names.some(
      (name) => this.#shown.describes(name) || configuredType(name, this.#overrides) !== undefined,
    );
  }

  /** The type of what a sentence brings: `list of tags`, known as `tags`, where `each` is a `tag`. */
  typeOfWords(sentence: string, name: string, each: string | undefined): TypeExpr {
    const configured = this.#configured(sentence) ?? this.#configured(name);
    if (configured !== undefined) return configured;
    if (each === undefined || this.#shown.describes(name)) return this.typeOf(name, "opaque");
    return { kind: "list", element: this.typeOf(camelCase(each), "opaque") };
  }

  /** The type of a value drawn like this. `exact` keeps written-out values as literals. */
  typeOfShape(shape: Shape, name: string, exact: boolean): TypeExpr {
    switch (shape.kind) {
      case "record":
        // What has a type's name is the same thing elsewhere, unless its values are written out.
        if (shape.name !== undefined && !hasExactValue(shape, name, this.#varies))
          return this.#configured(shape.name) ?? this.typeOf(shape.name, "opaque");
        return { kind: "record", fields: shape.fields.map((field) => this.#field(field, exact)) };
      case "union":
        return this.#union(shape, name, exact);
      case "list":
        return { kind: "list", element: this.#element(shape.element, singular(name), exact) };
      case "scalar":
        return scalarType(shape);
      case "literal":
        return literalType(shape, name, { exact, varies: this.#varies });
      case "named": {
        const primitive = primitiveNamed(shape.name);
        if (primitive?.kind === "unknown") return { kind: "json" };
        if (primitive !== undefined) return this.typeOfShape(primitive, name, exact);
        return this.#configured(shape.name) ?? this.typeOf(shape.name, "opaque");
      }
      case "unknown":
        return this.typeOf(name, "string");
    }
  }

  /** Gives a form a name of its own and returns a reference to it. Forms of the same name are united. */
  define(name: string, shape: Shape, usage: string): TypeExpr {
    const configured = this.#configured(name);
    if (configured !== undefined) return configured;
    const typeName = pascalCase(name);
    const variants = [...(this.#variants.get(typeName) ?? []), shape];
    this.#variants.set(typeName, variants);
    const types = variants.map((variant) => this.typeOfShape(variant, name, true));
    return this.defineType(typeName, uniteVariants(types), usage);
  }

  /**
   * The type of an event's payload, and what this drawing shows of it: the fields of the fullest drawing hold for every
   * mention of the event, be it only its name. `shown` is undefined where nothing is drawn, or several variants are.
   */
  event(
    name: string,
    drawn: Shape | undefined,
    usage: string,
  ): { readonly type: TypeExpr; readonly shown: TypeExpr | undefined } {
    const forms = fullestForms(this.#shown.eventsOf(name));
    const own = drawn?.kind === "record" ? forms.find((form) => isPartOf(drawn, form)) : undefined;
    const shape = own ?? drawn ?? (forms.length === 1 ? forms[0] : undefined);
    const shown = shape === undefined ? undefined : this.typeOfShape(shape, name, true);
    if (forms.length === 0) {
      const type = drawn === undefined ? this.typeOf(name, "opaque") : this.define(name, drawn, usage);
      return { type, shown };
    }
    const configured = this.#configured(name);
    if (configured !== undefined) return { type: configured, shown };
    const types = forms.map((form) => this.typeOfShape(form, name, true));
    return { type: this.defineType(pascalCase(name), uniteVariants(types), usage), shown };
  }

  defineType(name: string, type: TypeExpr, usage: string): TypeExpr {
    const origin = type.kind === "record" && type.fields.length === 0 ? "opaque" : "drawn";
    this.#named.set(name, { name, type, origin, usage: this.#named.get(name)?.usage ?? usage });
    return { kind: "named", name };
  }

  #configured(name: string): TypeExpr | undefined {
    const configured = configuredType(name, this.#overrides);
    // A type that is made of itself is told as a mistake, and means nothing.
    if (configured === undefined || typeCircle(name, this.#overrides) !== undefined) return undefined;
    const { typeName, type } = configured;
    this.#used.add(configured.spelled);
    if (this.#named.has(typeName)) return { kind: "named", name: typeName };
    if (type.kind !== "record") return this.#resolved(type);
    // Stands there before its fields are resolved, so that a type may mention itself.
    const entry = { name: typeName, type, origin: "configured", usage: name } as const;
    this.#named.set(typeName, entry);
    this.#named.set(typeName, { ...entry, type: this.#resolved(type) });
    return { kind: "named", name: typeName };
  }

  /** Names inside a configured type may be other configured types. */
  #resolved(type: TypeExpr): TypeExpr {
    return withNamesResolved(type, (name) => {
      this.#mentioned.set(pascalCase(name), name);
      return this.#typeOf(name, "opaque");
    });
  }

  #enumerated(name: string): TypeExpr | undefined {
    const values = this.#shown.valuesOf(name);
    return values.length === 0 ? undefined : { kind: "enum", values };
  }

  /** What the diagram draws under this name; of several drawings, records count first. */
  #drawn(name: string): TypeExpr | undefined {
    const shapes = this.#shown.shapesOf(name);
    const [first] = shapes;
    const key = keyOf(name);
    if (first === undefined || this.#resolving.has(key)) return undefined;
    this.#resolving.add(key);
    const records = shapes.filter((shape) => shape.kind === "record");
    const type =
      records.length === 0
        ? this.typeOfShape(first, name, false)
        : this.define(name, uniteRecords(records), name);
    this.#resolving.delete(key);
    return type;
  }

  /** `jobs` beside `job`, when both are passed: many of one. */
  #several(name: string): TypeExpr | undefined {
    const one = singular(name);
    if (!isPlural(name) || !this.isPassed(name) || !this.isPassed(one)) return undefined;
    return { kind: "list", element: this.typeOf(one, "opaque") };
  }

  #undescribed(name: string, fallback: "string" | "opaque"): TypeExpr {
    if (this.#shown.isText(name, fallback)) return { kind: "string" };
    const typeName = pascalCase(name);
    // `order` is the `Order {id, total}` that is drawn elsewhere.
    if (this.#named.has(typeName)) return { kind: "named", name: typeName };
    return this.defineType(typeName, { kind: "record", fields: [] }, name);
  }

  /** `Card | Cash` are types where one of them is described; else they are the values that there are. */
  #union({ members }: Shape & { kind: "union" }, name: string, exact: boolean): TypeExpr {
    const named = members.flatMap((member) => (member.kind === "named" ? [member.name] : []));
    const areValues = named.length > 1 && !this.describes(...named);
    return uniteTypes(
      members.map((member): TypeExpr => {
        if (member.kind === "literal") return { kind: "enum", values: [member.value] };
        return areValues && member.kind === "named"
          ? { kind: "enum", values: [member.name] }
          : this.typeOfShape(member, name, exact);
      }),
    );
  }

  #element(shape: Shape, name: string, exact: boolean): TypeExpr {
    return shape.kind === "unknown" ? this.typeOf(name, "string") : this.typeOfShape(shape, name, exact);
  }

  #field({ name, shape, optional }: Field, exact: boolean): TypedField {
    // A nested object without written-out values is the same thing as elsewhere under that name.
    const isElsewhere =
      shape.kind === "unknown" ||
      (shape.kind === "record" && shape.name === undefined && !hasExactValue(shape, name, this.#varies));
    const type = isElsewhere ? this.typeOf(name, "string") : this.typeOfShape(shape, name, exact);
    return { name, type, optional };
  }
}
