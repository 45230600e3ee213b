import type { TypeExpr } from "../../ir/model/diagram-model.ts";
import type { ImportPlan } from "./emit-plan.ts";
import { runtimeClasses, runtimeFunctions, runtimeTypes, type DiagramNames } from "./names.ts";

/** The imports that a planned file needs, found by walking it. `own` are the names that the file itself declares. */
export function importsOf(
  file: unknown,
  names: DiagramNames,
  own: ReadonlySet<string> = new Set(),
): readonly ImportPlan[] {
  const uses = new Map<string, boolean>();
  collect(file, names, (name, isValue) => uses.set(name, (uses.get(name) ?? false) || isValue));
  const origins = originOf(names);
  const byOrigin = new Map<string, { name: string; typeOnly: boolean }[]>();
  for (const [name, isValue] of uses) {
    const origin = origins.get(name);
    if (origin === undefined || own.has(name)) continue;
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), { name, typeOnly: !isValue }]);
  }
  return [...byOrigin]
    .map(([from, imported]) => ({
      from,
      names: imported.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    }))
    .toSorted((one, other) => rank(one.from) - rank(other.from) || (one.from < other.from ? -1 : 1));
}

function rank(from: string): number {
  return from.startsWith(".") ? 1 : 0;
}

function originOf(names: DiagramNames): ReadonlyMap<string, string> {
  const participants = [...names.participants.values()];
  return new Map([
    ...["z", ...runtimeFunctions, ...runtimeTypes, ...runtimeClasses].map(
      (name) => [name, "seqwright-runtime"] as const,
    ),
    ...[jsonValue, ...names.symbols.types.values(), ...names.errors.values()].map(
      (name) => [name, "./messages.gen.ts"] as const,
    ),
    ...participants.flatMap(({ port, collaborators }) =>
      [port, collaborators].map((name) => [name, "./ports.gen.ts"] as const),
    ),
    ...participants.map(({ className, file }) => [className, `./${file}`] as const),
  ]);
}

/** The type of any JSON value, declared in the messages where it is needed. */
export const jsonValue = "JsonValue";

type Use = (name: string, isValue: boolean) => void;

// A plan is a tree of plain data whose nodes say by `kind` what they print; only a few of those name something.
function collect(node: unknown, names: DiagramNames, use: Use): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, names, use);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  if (isTyped(node)) {
    useType(node.type, node.kind === "schema", names, use);
    return;
  }
  useNames(node, use);
  for (const value of Object.values(node)) collect(value, names, use);
}

function isTyped(node: object): node is { kind: "type" | "schema"; type: TypeExpr } {
  return "kind" in node && (node.kind === "type" || node.kind === "schema") && "type" in node;
}

function useNames(node: object, use: Use): void {
  const { kind, name, on, error, errors, tag, implements: port } = node as Readonly<Record<string, unknown>>;
  if (kind === "type-symbol" && typeof name === "string") use(name, false);
  if (kind === "symbol" && typeof name === "string") use(name, true);
  if (kind === "call" && on === "function" && typeof name === "string") use(name, true);
  if (kind === "sql") use("sql", true);
  if (kind === "template" && typeof tag === "string") use(tag, true);
  if (kind === "not-implemented") use("NotImplementedError", true);
  if ((kind === "throw" || kind === "instance-of") && typeof error === "string") use(error, true);
  if (kind === "catch") use("caught", true);
  if (kind === "catch" && Array.isArray(errors))
    for (const one of errors) if (typeof one === "string") use(one, true);
  if (kind === "handler" && typeof port === "string") use(port, false);
}

/** What a printed type (or schema, if `isValue`) names. */
function useType(type: TypeExpr, isValue: boolean, names: DiagramNames, use: Use): void {
  if (isValue && type.kind !== "named") use("z", true);
  switch (type.kind) {
    case "named":
      return use(names.symbols.types.get(type.name) ?? jsonValue, isValue);
    case "port":
      return use(names.symbols.ports.get(type.participant) ?? jsonValue, false);
    case "list":
      return useType(type.element, isValue, names, use);
    case "record":
      for (const field of type.fields) useType(field.type, isValue, names, use);
      return;
    case "union":
      for (const member of type.members) useType(member, isValue, names, use);
      return;
    case "json":
      if (!isValue) use(jsonValue, false);
      return;
    case "string":
    case "number":
    case "boolean":
    case "enum":
      return;
  }
}
