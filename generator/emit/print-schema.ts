import type { Literal, TypedField, TypeExpr } from "../ir/model/diagram-model.ts";
import type { Symbols } from "../plan/model/emit-plan.ts";
import { identifier, propertyKey } from "./escape.ts";
import { printLiteral } from "./print-type.ts";

/** `z.object({ jobId: z.string(), imageUrls: ImageUrls })` */
export function printSchema(type: TypeExpr, symbols: Symbols): string {
  switch (type.kind) {
    case "string":
      return printString(type);
    case "number":
      return type.integer === true ? "z.int()" : "z.number()";
    case "boolean":
      return "z.boolean()";
    case "enum":
      return printEnum(type.values);
    case "list":
      return `z.array(${printSchema(type.element, symbols)})`;
    case "record":
      return `z.object({ ${type.fields.map((field) => printField(field, symbols)).join(", ")} })`;
    case "union":
      return printUnion(type.members, symbols);
    case "named": {
      const name = symbols.types.get(type.name);
      return name === undefined ? "z.json()" : identifier(name);
    }
    case "json":
    case "port":
      return "z.json()";
  }
}

function printString({ format, nonEmpty }: TypeExpr & { kind: "string" }): string {
  switch (format) {
    case "uri":
      return "z.url()";
    case "date-time":
      return "z.iso.datetime()";
    case "uuid":
      return "z.uuid()";
    case "email":
      return "z.email()";
    default:
      return nonEmpty === true ? "z.string().min(1)" : "z.string()";
  }
}

function printEnum(values: readonly Literal[]): string {
  const [first, second] = values;
  if (first === undefined) return "z.never()";
  if (second === undefined) return first === null ? "z.null()" : `z.literal(${printLiteral(first)})`;
  // z.enum keeps its values as keys of an object, where "__proto__" would be lost.
  const areNames = values.every((value) => typeof value === "string" && value !== "__proto__");
  return `${areNames ? "z.enum" : "z.literal"}([${values.map(printLiteral).join(", ")}])`;
}

function printUnion(members: readonly TypeExpr[], symbols: Symbols): string {
  const present = members.filter((member) => !isNull(member));
  const printed = present.map((member) => printSchema(member, symbols));
  const [first, second] = printed;
  if (first === undefined) return members.length === 0 ? "z.never()" : "z.null()";
  const solid = second === undefined ? first : `z.union([${printed.join(", ")}])`;
  return present.length < members.length ? `${solid}.nullable()` : solid;
}

function isNull(type: TypeExpr): boolean {
  return type.kind === "enum" && type.values.length === 1 && type.values[0] === null;
}

function printField({ name, type, optional }: TypedField, symbols: Symbols): string {
  return `${propertyKey(name)}: ${printSchema(type, symbols)}${optional ? ".optional()" : ""}`;
}
