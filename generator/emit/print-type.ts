import type { Literal, TypedField, TypeExpr } from "../ir/model/diagram-model.ts";
import type { ParameterPlan, Symbols, TypeNode } from "../plan/model/emit-plan.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";

/** `Promise<JobStatus | null>` */
export function printTypeNode(node: TypeNode, symbols: Symbols): string {
  switch (node.kind) {
    case "void":
      return "void";
    case "promise":
      return `Promise<${printTypeNode(node.of, symbols)}>`;
    case "object-type":
      return `{ ${node.fields.map((field) => `readonly ${printParameter(field, symbols)}`).join("; ")} }`;
    case "type-symbol": {
      const name = identifier(node.name);
      const type = node.index === undefined ? name : `${name}[${stringLiteral(node.index)}]`;
      if (node.of === undefined) return type;
      return node.of === "parameters" ? `Parameters<${type}>` : `Promise<Awaited<ReturnType<${type}>>>`;
    }
    case "type":
      return printType(node.type, symbols);
  }
}

/** `event: ContentCreated` */
export function printParameter({ name, type }: ParameterPlan, symbols: Symbols): string {
  const rest = name.startsWith("...");
  return `${rest ? "..." : ""}${identifier(rest ? name.slice(3) : name)}: ${printTypeNode(type, symbols)}`;
}

/** A type as TypeScript writes it. */
export function printType(type: TypeExpr, symbols: Symbols): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return type.kind;
    case "enum":
      return type.values.length === 0 ? "never" : type.values.map(printLiteral).join(" | ");
    case "list":
      return isSimple(type.element)
        ? `${printType(type.element, symbols)}[]`
        : `(${printType(type.element, symbols)})[]`;
    case "record":
      return `{ ${type.fields.map((field) => printField(field, symbols)).join("; ")} }`;
    case "union":
      return [...new Set(type.members.map((member) => printType(member, symbols)))].join(" | ") || "never";
    case "named":
      return identifier(symbols.types.get(type.name) ?? "JsonValue");
    case "json":
      return "JsonValue";
    case "port":
      return identifier(symbols.ports.get(type.participant) ?? "JsonValue");
  }
}

function printField({ name, type, optional }: TypedField, symbols: Symbols): string {
  const printed = printType(type, symbols);
  return optional ? `${propertyKey(name)}?: ${printed} | undefined` : `${propertyKey(name)}: ${printed}`;
}

function isSimple(type: TypeExpr): boolean {
  return type.kind !== "union" && type.kind !== "enum";
}

/** `"COMPLETED"`, `42`, `null` */
export function printLiteral(value: Literal): string {
  if (typeof value === "string") return stringLiteral(value);
  return typeof value === "number" && !Number.isFinite(value) ? "0" : String(value);
}
