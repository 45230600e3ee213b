import { Scope, StructureKind, type ClassDeclarationStructure } from "ts-morph";
import type { FieldPlan, HandlerFile, MethodPlan } from "../plan/model/handler-plan.ts";
import type { ParameterPlan } from "../plan/model/type-node.ts";
import { identifier } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printStatements } from "./print-statement.ts";
import { printTypeNode } from "./print-type.ts";
import { docs } from "./source-text.ts";

/** A class for the developer to fill in. */
export function classDeclaration(file: HandlerFile, scope: FileScope): ClassDeclarationStructure {
  return {
    kind: StructureKind.Class,
    name: identifier(file.className),
    isExported: true,
    docs: docs(file.docs),
    implements: file.implements === undefined ? [] : [scope.type(file.implements)],
    properties: file.fields.map((field) => property(field, scope)),
    ctors: file.collaborators === undefined ? [] : [constructorOf(file, scope)],
    methods: file.methods.map((method) => methodOf(method, scope)),
  };
}

function fieldName({ name, access }: FieldPlan): string {
  return access === "private" ? `#${identifier(name)}` : identifier(name);
}

/** `readonly #repo: EventRepositoryPort;` */
function property(field: FieldPlan, scope: FileScope) {
  const base = { name: fieldName(field), isReadonly: true, type: printTypeNode(field.type, scope) };
  return field.access === "protected" ? { ...base, scope: Scope.Protected } : base;
}

/** `constructor({ repo, cache }: EventHandlerCollaborators) { this.#repo = repo; … }` */
function constructorOf({ fields, collaborators }: HandlerFile, scope: FileScope) {
  const names = fields.map(({ name }) => identifier(name)).join(", ");
  return {
    parameters: [{ name: `{ ${names} }`, type: printTypeNode(collaborators ?? { kind: "void" }, scope) }],
    statements: fields.map((field) => `this.${fieldName(field)} = ${identifier(field.name)};`),
  };
}

function methodOf(method: MethodPlan, scope: FileScope) {
  const base = {
    name: identifier(method.name),
    isAsync: method.asynchronous,
    docs: docs(method.docs),
    typeParameters: (method.typeParameters ?? []).map((name) => identifier(name)),
    parameters: method.parameters.map((parameter) => parameterOf(parameter, scope)),
    returnType: printTypeNode(method.returns, scope),
    statements: printStatements(method.statements, scope),
  };
  return method.access === "protected" ? { ...base, scope: Scope.Protected } : base;
}

function parameterOf({ name, type }: ParameterPlan, scope: FileScope) {
  const isRest = name.startsWith("...");
  return {
    name: identifier(isRest ? name.slice(3) : name),
    isRestParameter: isRest,
    type: printTypeNode(type, scope),
  };
}
