import { StructureKind, VariableDeclarationKind, type StatementStructures } from "ts-morph";
import { jsonValue } from "../plan/model/code-symbol.ts";
import type { MessageError, MessagesFile, MessageType } from "../plan/model/message-plan.ts";
import { fromRuntime } from "../plan/model/runtime-symbols.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printSchema } from "./print-schema.ts";
import { printType } from "./print-type.ts";
import { docs } from "./source-text.ts";

/** Types with their schemas, and errors. `usesJsonValue`: the diagram's other files speak of any JSON value. */
export function messageDeclarations(
  file: MessagesFile,
  scope: FileScope,
  usesJsonValue: boolean,
): readonly StatementStructures[] {
  const types = file.types.flatMap((type) => declarationsOf(type, scope));
  const errors = file.errors.map(errorClass);
  const json = usesJsonValue || scope.uses(jsonValue) ? [jsonValueType(scope)] : [];
  return [...json, ...types, ...errors];
}

function jsonValueType(scope: FileScope): StatementStructures {
  const z = scope.type(fromRuntime("z"));
  return {
    kind: StructureKind.TypeAlias,
    name: identifier(jsonValue.name),
    isExported: true,
    docs: docs(["Any JSON value."]),
    type: `${z}.infer<ReturnType<typeof ${z}.json>>`,
  };
}

/** `export const ContentCreated = z.object({ … }); export type ContentCreated = z.infer<typeof ContentCreated>;` */
function declarationsOf(type: MessageType, scope: FileScope): readonly StatementStructures[] {
  const name = identifier(type.name);
  const z = scope.type(fromRuntime("z"));
  const schema: StatementStructures = {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: docs(type.docs),
    declarations: [
      {
        name,
        initializer: schemaOf(type, scope),
        ...(type.recursive ? { type: `${z}.ZodType<${name}>` } : {}),
      },
    ],
  };
  // A type that contains itself cannot be inferred from its schema.
  const written = type.recursive ? printType(type.type, scope) : `${z}.infer<typeof ${name}>`;
  return [schema, { kind: StructureKind.TypeAlias, name, isExported: true, type: written }];
}

function schemaOf({ type, open, recursive }: MessageType, scope: FileScope): string {
  if (!recursive && !open) return printSchema(type, scope);
  const z = scope.value(fromRuntime("z"));
  if (open) return `${z}.record(${z}.string(), ${z}.json())`;
  if (type.kind !== "record") return `${z}.lazy(() => ${printSchema(type, scope)})`;
  const fields = type.fields.map(
    (field) =>
      `get ${propertyKey(field.name)}() { return ${printSchema(field.type, scope)}${field.optional ? ".optional()" : ""}; }`,
  );
  return `${z}.object({ ${fields.join(", ")} })`;
}

/** `export class NotFoundException extends Error { override readonly name = "NotFoundException"; }` */
function errorClass({ name, drawnAs, message }: MessageError): StatementStructures {
  const parameters = [
    message === undefined
      ? { name: "message", hasQuestionToken: true, type: "string" }
      : { name: "message", initializer: stringLiteral(message) },
    { name: "options", hasQuestionToken: true, type: "ErrorOptions" },
  ];
  return {
    kind: StructureKind.Class,
    name: identifier(name),
    isExported: true,
    extends: "Error",
    properties: [
      { name: "name", hasOverrideKeyword: true, isReadonly: true, initializer: stringLiteral(drawnAs) },
    ],
    ctors: message === undefined ? [] : [{ parameters, statements: ["super(message, options);"] }],
  };
}
