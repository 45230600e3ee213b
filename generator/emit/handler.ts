import { Scope, type SourceFile } from "ts-morph";
import type { FieldPlan, HandlerFile, MethodPlan, ParameterPlan, Symbols } from "../plan/model/emit-plan.ts";
import { identifier } from "./escape.ts";
import { printStatements } from "./print-statement.ts";
import { printTypeNode } from "./print-type.ts";
import { buildSource, docs } from "./source-text.ts";

/** A class for the developer to fill in. */
export function renderHandler(file: HandlerFile, symbols: Symbols): string {
  return buildSource(file.path, file.imports, (target) => addClass(file, target, symbols));
}

function addClass(file: HandlerFile, target: SourceFile, symbols: Symbols): void {
  target.addClass({
    name: identifier(file.className),
    isExported: true,
    docs: docs(file.docs),
    implements: file.implements === undefined ? [] : [identifier(file.implements)],
    properties: file.fields.map((field) => property(field, symbols)),
    ctors: file.collaborators === undefined ? [] : [constructorOf(file, symbols)],
    methods: file.methods.map((method) => methodOf(method, symbols)),
  });
}

function fieldName({ name, access }: FieldPlan): string {
  return access === "private" ? `#${identifier(name)}` : identifier(name);
}

/** `readonly #repo: EventRepositoryPort;` */
function property(field: FieldPlan, symbols: Symbols) {
  const base = { name: fieldName(field), isReadonly: true, type: printTypeNode(field.type, symbols) };
  return field.access === "protected" ? { ...base, scope: Scope.Protected } : base;
}

/** `constructor({ repo, cache }: EventHandlerCollaborators) { this.#repo = repo; … }` */
function constructorOf({ fields, collaborators }: HandlerFile, symbols: Symbols) {
  const names = fields.map(({ name }) => identifier(name)).join(", ");
  return {
    parameters: [{ name: `{ ${names} }`, type: printTypeNode(collaborators ?? { kind: "void" }, symbols) }],
    statements: fields.map((field) => `this.${fieldName(field)} = ${identifier(field.name)};`),
  };
}

function methodOf(method: MethodPlan, symbols: Symbols) {
  const base = {
    name: identifier(method.name),
    isAsync: method.asynchronous,
    docs: docs(method.docs),
    parameters: method.parameters.map((parameter) => parameterOf(parameter, symbols)),
    returnType: printTypeNode(method.returns, symbols),
    statements: printStatements(method.statements, symbols),
  };
  return method.access === "protected" ? { ...base, scope: Scope.Protected } : base;
}

function parameterOf({ name, type }: ParameterPlan, symbols: Symbols) {
  const isRest = name.startsWith("...");
  return {
    name: identifier(isRest ? name.slice(3) : name),
    isRestParameter: isRest,
    type: printTypeNode(type, symbols),
  };
}
