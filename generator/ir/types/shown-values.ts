import type { RecordShape, Shape } from "../../text/model.ts";
import type { Literal } from "../model/diagram-model.ts";
import { isConstant } from "./type-conventions.ts";
import { isPlural, keyOf, singular } from "./value-names.ts";

/** How a value is used: handed on by itself or answered, put into a text such as a key or a path, or drawn as a field. */
type Use = "passed" | "answered" | "text" | "field";

/**
 * What a diagram shows of its values, gathered by name: within one diagram, a name means one thing. `imageUrls` may be
 * a bare argument here and an object with three URLs there; both speak of the same value.
 */
export class ShownValues {
  readonly #shapes = new Map<string, Shape[]>();
  readonly #named = new Map<string, Set<Literal>>();
  readonly #some = new Map<string, Set<Literal>>();
  readonly #quoted = new Map<string, Set<Literal>>();
  readonly #uses = new Map<string, Set<Use>>();
  readonly #compared = new Set<string>();
  readonly #ports = new Map<string, string>();
  readonly #events = new Map<string, RecordShape[]>();

  /** Notes that something of this name has this form. */
  learn(name: string, shape: Shape): void {
    if (shape.kind === "unknown") {
      this.learnUse(name, "field");
      return;
    }
    if (shape.kind === "record" && shape.name !== undefined && keyOf(shape.name) !== keyOf(name)) {
      const { name: typeName, ...form } = shape;
      this.learn(typeName, form);
    }
    addTo(this.#shapes, keyOf(name), shape);
    if (shape.kind === "union") this.#learnAlternatives(name, shape);
    if (shape.kind === "record") for (const field of shape.fields) this.learn(field.name, field.shape);
    if (shape.kind === "list" && (shape.element.kind === "record" || shape.element.kind === "scalar"))
      this.learn(singular(name), shape.element);
    if (shape.kind === "scalar" && shape.values !== undefined) this.learnValues(name, shape.values);
    if (shape.kind === "literal") this.#learnState(name, shape);
  }

  /** Notes that these values of a field are compared or named somewhere. */
  learnValues(name: string, values: readonly Literal[]): void {
    const known = setAt(this.#named, keyOf(name));
    for (const value of values) known.add(value);
  }

  /** Notes that these values of a field are named somewhere, among others that are not. */
  learnSomeValues(name: string, values: readonly Literal[]): void {
    const known = setAt(this.#some, keyOf(name));
    for (const value of values) known.add(value);
  }

  /** Notes that a guard compares something of this name with a state. */
  learnCompared(name: string): void {
    this.#compared.add(keyOf(name));
  }

  isCompared(name: string): boolean {
    return this.#compared.has(keyOf(name));
  }

  learnUse(name: string, use: Use): void {
    setAt(this.#uses, keyOf(name)).add(use);
  }

  /** Notes that something is called back through this name. */
  learnPort(name: string, participant: string): void {
    this.#ports.set(keyOf(name), participant);
  }

  /** Notes that a payload of events of this type is drawn like this. */
  learnEvent(name: string, payload: RecordShape): void {
    addTo(this.#events, keyOf(name), payload);
  }

  eventsOf(name: string): readonly RecordShape[] {
    return this.#events.get(keyOf(name)) ?? [];
  }

  shapesOf(name: string): readonly Shape[] {
    return this.#shapes.get(keyOf(name)) ?? [];
  }

  /** True when the diagram writes out different values of this name. */
  varies(name: string): boolean {
    const values = this.shapesOf(name).flatMap((shape) => (shape.kind === "literal" ? [shape.value] : []));
    return new Set(values).size > 1;
  }

  portOf(name: string): string | undefined {
    return this.#ports.get(keyOf(name));
  }

  /** One value that some message shows between quotes says nothing about the others; several are what there is. */
  valuesOf(name: string): readonly Literal[] {
    const named = this.#named.get(keyOf(name)) ?? [];
    const all = new Set([...named, ...(this.#quoted.get(keyOf(name)) ?? [])]);
    const listed = all.size > 1 ? [...all] : [...named];
    return listed.length === 0 ? [] : [...new Set([...listed, ...(this.#some.get(keyOf(name)) ?? [])])];
  }

  /** True when a call of the diagram has an argument of this name. */
  isPassed(name: string): boolean {
    return this.#isUsed(name, "passed");
  }

  /** True when the diagram draws anything of this name. */
  isNamed(name: string): boolean {
    return this.describes(name) || this.#uses.has(keyOf(name));
  }

  /** True when anything but an answer is drawn of this name. */
  isAskedFor(name: string): boolean {
    const uses = [...(this.#uses.get(keyOf(name)) ?? [])];
    return this.describes(name) || uses.some((use) => use !== "answered");
  }

  /**
   * A name that nothing describes has one type wherever it stands: text where any text is made of it, or it is compared
   * with texts; otherwise text as a field, except that several things (`items`) which are also passed on their own are no
   * text.
   */
  isText(name: string, fallback: "string" | "opaque"): boolean {
    if (this.#isUsed(name, "text") || this.#isComparedWithTexts(name)) return true;
    const isField = this.#isUsed(name, "field");
    const isHandedOn = this.isPassed(name) || this.#isUsed(name, "answered");
    if (!isField || (!isHandedOn && fallback === "string")) return fallback === "string";
    return !isPlural(name);
  }

  /** True when the diagram says what a value of this name looks like. */
  describes(name: string): boolean {
    return (
      this.portOf(name) !== undefined || this.valuesOf(name).length > 0 || this.shapesOf(name).length > 0
    );
  }

  /** `OPEN | HELD | null`: all that there are; of `Order | null`, what it is where it is there. */
  #learnAlternatives(name: string, { members }: Shape & { kind: "union" }): void {
    const listed = members.map(valuesOfMember);
    if (listed.every((values) => values !== undefined)) this.learnValues(name, listed.flat());
    for (const member of members)
      if (member.kind === "record") {
        for (const field of member.fields) this.learn(field.name, field.shape);
        if (member.name !== undefined) this.learn(member.name, member);
      }
  }

  /** Words such as COMPLETED name states; other texts are mostly prose. */
  #learnState(name: string, { value, quoted }: Shape & { kind: "literal" }): void {
    if (typeof value !== "string" || !isConstant(value) || !isStateName(name)) return;
    if (quoted === true) setAt(this.#quoted, keyOf(name)).add(value);
    else this.learnValues(name, [value]);
  }

  #isComparedWithTexts(name: string): boolean {
    const some = [...(this.#some.get(keyOf(name)) ?? [])];
    return some.length > 0 && some.every((value) => typeof value === "string");
  }

  #isUsed(name: string, use: Use): boolean {
    return this.#uses.get(keyOf(name))?.has(use) === true;
  }
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function setAt<T>(sets: Map<string, Set<T>>, key: string): Set<T> {
  const known = sets.get(key) ?? new Set();
  sets.set(key, known);
  return known;
}

/** Undefined where a member is more than values that are written out. */
function valuesOfMember(member: Shape): readonly Literal[] | undefined {
  if (member.kind === "literal") return [member.value];
  if (member.kind !== "scalar") return undefined;
  return member.type === "null" ? [null] : member.values;
}

function isStateName(name: string): boolean {
  return /(status|state|phase|stage|상태)$/iu.test(name);
}
