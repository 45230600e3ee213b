import type { Literal, TypedField, TypeExpr } from "../ir/model/diagram-model.ts";
import { fromRuntime } from "../plan/model/runtime-symbols.ts";
import { propertyKey } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printLiteral } from "./print-type.ts";

/** `z.object({ jobId: z.string(), imageUrls: ImageUrls })` */
export function printSchema(type: TypeExpr, scope: FileScope): string {
  const named = type.kind === "named" ? scope.namedType(type.name) : undefined;
  if (type.kind === "bytes") return scope.value(fromRuntime("bytesSchema"));
  return named === undefined
    ? printOwn(type, scope, () => scope.value(fromRuntime("z")))
    : scope.value(named);
}

/** A schema that no declaration names; `z` says what zod is called, and imports it. */
function printOwn(type: TypeExpr, scope: FileScope, z: () => string): string {
  switch (type.kind) {
    case "string":
      return `${z()}.${printString(type)}`;
    case "number":
      return type.integer === true ? `${z()}.int()` : `${z()}.number()`;
    case "boolean":
      return `${z()}.boolean()`;
    case "enum":
      return `${z()}.${printEnum(type.values)}`;
    case "list":
      return `${z()}.array(${printSchema(type.element, scope)})`;
    case "record":
      return `${z()}.object({ ${type.fields.map((field) => printField(field, scope)).join(", ")} })`;
    case "union":
      return printUnion(type.members, scope, z);
    case "bytes":
    case "named":
    case "json":
    case "port":
      return `${z()}.json()`;
  }
}

function printString({ format, nonEmpty }: TypeExpr & { kind: "string" }): string {
  switch (format) {
    case "uri":
      return "url()";
    case "date-time":
      return "iso.datetime()";
    case "uuid":
      return "uuid()";
    case "email":
      return "email()";
    default:
      return nonEmpty === true ? "string().min(1)" : "string()";
  }
}

function printEnum(values: readonly Literal[]): string {
  const [first, second] = values;
  if (first === undefined) return "never()";
  if (second === undefined) return first === null ? "null()" : `literal(${printLiteral(first)})`;
  // z.enum keeps its values as keys of an object, where "__proto__" would be lost.
  const areNames = values.every((value) => typeof value === "string" && value !== "__proto__");
  return `${areNames ? "enum" : "literal"}([${values.map(printLiteral).join(", ")}])`;
}

function printUnion(members: readonly TypeExpr[], scope: FileScope, z: () => string): string {
  const present = members.filter((member) => !isNull(member));
  const printed = present.map((member) => printSchema(member, scope));
  const [first, second] = printed;
  if (first === undefined) return members.length === 0 ? `${z()}.never()` : `${z()}.null()`;
  const solid = second === undefined ? first : `${z()}.union([${printed.join(", ")}])`;
  return present.length < members.length ? `${solid}.nullable()` : solid;
}

function isNull(type: TypeExpr): boolean {
  return type.kind === "enum" && type.values.length === 1 && type.values[0] === null;
}

function printField({ name, type, optional }: TypedField, scope: FileScope): string {
  return `${propertyKey(name)}: ${printSchema(type, scope)}${optional ? ".optional()" : ""}`;
}
