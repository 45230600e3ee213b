import { typeText } from "../ir/model/type-text.ts";
import type { NamedType, TypeExpr } from "../ir/model/diagram-model.ts";

/** A type together with what its names mean. */
export interface MeantType {
  readonly type: TypeExpr;
  readonly names: ReadonlyMap<string, NamedType>;
}

/** Types that contain themselves, or more than this inside of each other, count as the same from there on. */
const depthMax = 20;

/** Whether every value of one type may stand where the other one is expected. Fields that nobody expects do no harm. */
export function fits(given: MeantType, wanted: MeantType, depth = 0): boolean {
  const [a, b] = [meant(given), meant(wanted)];
  const inner = (one: TypeExpr, other: TypeExpr): boolean =>
    fits({ ...given, type: one }, { ...wanted, type: other }, depth + 1);
  if (depth > depthMax || b.kind === "json") return true;
  if (a.kind === "union") return a.members.every((member) => inner(member, b));
  if (b.kind === "union") return b.members.some((member) => inner(a, member));
  if (a.kind === "named" || b.kind === "named")
    return a.kind === "named" && b.kind === "named" && a.name === b.name;
  if (a.kind === "enum") {
    if (b.kind === "enum") return a.values.every((value) => b.values.includes(value));
    return a.values.every((value) => typeof value === b.kind);
  }
  switch (b.kind) {
    case "string": {
      if (a.kind !== "string" || (b.format !== undefined && a.format !== b.format)) return false;
      return b.nonEmpty !== true || a.nonEmpty === true || a.format !== undefined;
    }
    case "number":
      return a.kind === "number" && (b.integer !== true || a.integer === true);
    case "list":
      return a.kind === "list" && inner(a.element, b.element);
    case "record": {
      if (a.kind !== "record") return false;
      return b.fields.every((field) => {
        const own = a.fields.find(({ name }) => name === field.name);
        if (own === undefined) return field.optional;
        return (field.optional || !own.optional) && inner(own.type, field.type);
      });
    }
    case "boolean":
    case "bytes":
    case "port":
      return a.kind === b.kind;
    case "enum":
      return false;
  }
}

/** What changes from one type to another, field by field. */
export interface TypeChange {
  /** `event.imageUrls`. */
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  /** What was given before is not enough now. */
  readonly isStricter: boolean;
  /** What is given now may be what was not expected before. */
  readonly isLooser: boolean;
  /** `a string instead of a number`. */
  readonly words: string;
}

export function typeChanges(
  before: MeantType,
  now: MeantType,
  path: string,
  depth = 0,
): readonly TypeChange[] {
  const [a, b] = [meant(before), meant(now)];
  if (depth < depthMax && a.kind === "list" && b.kind === "list")
    return typeChanges({ ...before, type: a.element }, { ...now, type: b.element }, `${path}[]`, depth + 1);
  if (depth >= depthMax || a.kind !== "record" || b.kind !== "record") {
    const [isStricter, isLooser] = [!fits(before, now), !fits(now, before)];
    const words = `${typeText(b)} instead of ${typeText(a)}`;
    return isStricter || isLooser ? [{ path, kind: "changed", isStricter, isLooser, words }] : [];
  }
  const names = new Set([...a.fields, ...b.fields].map(({ name }) => name));
  return [...names].flatMap((name): readonly TypeChange[] => {
    const [old, fresh] = [a, b].map(({ fields }) => fields.find((field) => field.name === name));
    const at = path === "" ? name : `${path}.${name}`;
    if (old === undefined)
      return [
        { path: at, kind: "added", isStricter: fresh?.optional === false, isLooser: false, words: "new" },
      ];
    if (fresh === undefined)
      return [{ path: at, kind: "removed", isStricter: false, isLooser: !old.optional, words: "gone" }];
    const inner = typeChanges({ ...before, type: old.type }, { ...now, type: fresh.type }, at, depth + 1);
    if (old.optional === fresh.optional) return inner;
    const words = fresh.optional ? "free to be missing" : "not free to be missing any more";
    return [
      ...inner,
      { path: at, kind: "changed", isStricter: old.optional, isLooser: fresh.optional, words },
    ];
  });
}

/** What a name stands for; a name that nothing describes stays one. */
export function meant({ type, names }: MeantType): TypeExpr {
  let found = type;
  for (let depth = 0; found.kind === "named" && depth < depthMax; depth += 1) {
    const named = names.get(found.name);
    if (named === undefined || named.origin === "opaque") return found;
    found = named.type;
  }
  return found;
}
