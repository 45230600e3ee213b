import type { Literal, TypedField, TypeExpr } from "../ir/model/diagram-model.ts";
import { jsonValue } from "../plan/model/code-symbol.ts";
import type { ParameterPlan, TypeNode } from "../plan/model/type-node.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";

/** `Promise<JobStatus | null>` */
export function printTypeNode(node: TypeNode, scope: FileScope): string {
  switch (node.kind) {
    case "void":
      return "void";
    case "type-parameter":
      return identifier(node.name);
    case "function":
      return `() => ${printTypeNode(node.returns, scope)}`;
    case "promise":
      return `Promise<${printTypeNode(node.of, scope)}>`;
    case "object-type":
      return `{ ${node.fields.map((field) => `readonly ${printParameter(field, scope)}`).join("; ")} }`;
    case "type-symbol": {
      const name = scope.type(node.symbol);
      const type = node.index === undefined ? name : `${name}[${stringLiteral(node.index)}]`;
      if (node.of === undefined) return type;
      return node.of === "parameters" ? `Parameters<${type}>` : `Promise<Awaited<ReturnType<${type}>>>`;
    }
    case "type":
      return printType(node.type, scope);
  }
}

/** `event: ContentCreated` */
export function printParameter({ name, type }: ParameterPlan, scope: FileScope): string {
  const rest = name.startsWith("...");
  return `${rest ? "..." : ""}${identifier(rest ? name.slice(3) : name)}: ${printTypeNode(type, scope)}`;
}

/** A type as TypeScript writes it. */
export function printType(type: TypeExpr, scope: FileScope): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return type.kind;
    case "bytes":
      return "Uint8Array";
    case "enum":
      return type.values.length === 0 ? "never" : type.values.map(printLiteral).join(" | ");
    case "list":
      return isSimple(type.element)
        ? `${printType(type.element, scope)}[]`
        : `(${printType(type.element, scope)})[]`;
    case "record":
      return `{ ${type.fields.map((field) => printField(field, scope)).join("; ")} }`;
    case "union":
      return [...new Set(type.members.map((member) => printType(member, scope)))].join(" | ") || "never";
    case "named":
      return scope.type(scope.namedType(type.name) ?? jsonValue);
    case "json":
      return scope.type(jsonValue);
    case "port":
      return scope.type(scope.portOf(type.participant));
  }
}

function printField({ name, type, optional }: TypedField, scope: FileScope): string {
  const printed = printType(type, scope);
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
