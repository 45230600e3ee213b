import {
  StructureKind,
  VariableDeclarationKind,
  type StatementStructures,
  type WriterFunction,
} from "ts-morph";
import type { MessageError, MessagesFile, MessageType, Symbols } from "../plan/model/emit-plan.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";
import { printSchema } from "./print-schema.ts";
import { printType } from "./print-type.ts";
import { buildSource, docs, generatedHeader } from "./source-text.ts";

export function renderMessages(file: MessagesFile, source: string, symbols: Symbols): string {
  const declarations = [
    ...(file.needsJsonValue ? [jsonValue()] : []),
    ...file.types.flatMap((type) => declarationsOf(type, symbols)),
    ...file.errors.map(errorClass),
  ];
  // All at once: ts-morph reads the whole file again after each addition.
  const apart = declarations.flatMap((declaration) => [blankLine, declaration]);
  const code = buildSource(file.path, file.imports, (target) => void target.addStatements(apart));
  return generatedHeader(source) + code;
}

const blankLine: WriterFunction = (writer) => void writer.blankLineIfLastNot();

function jsonValue(): StatementStructures {
  return {
    kind: StructureKind.TypeAlias,
    name: "JsonValue",
    isExported: true,
    docs: docs(["Any JSON value."]),
    type: "z.infer<ReturnType<typeof z.json>>",
  };
}

/** `export const ContentCreated = z.object({ … }); export type ContentCreated = z.infer<typeof ContentCreated>;` */
function declarationsOf(type: MessageType, symbols: Symbols): readonly StatementStructures[] {
  const name = identifier(type.name);
  const schema: StatementStructures = {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: docs(type.docs),
    declarations: [
      {
        name,
        initializer: schemaOf(type, symbols),
        ...(type.recursive ? { type: `z.ZodType<${name}>` } : {}),
      },
    ],
  };
  // A type that contains itself cannot be inferred from its schema.
  const written = type.recursive ? printType(type.type, symbols) : `z.infer<typeof ${name}>`;
  return [schema, { kind: StructureKind.TypeAlias, name, isExported: true, type: written }];
}

function schemaOf({ type, open, recursive }: MessageType, symbols: Symbols): string {
  if (open) return "z.record(z.string(), z.json())";
  if (!recursive) return printSchema(type, symbols);
  if (type.kind !== "record") return `z.lazy(() => ${printSchema(type, symbols)})`;
  const fields = type.fields.map(
    (field) =>
      `get ${propertyKey(field.name)}() { return ${printSchema(field.type, symbols)}${field.optional ? ".optional()" : ""}; }`,
  );
  return `z.object({ ${fields.join(", ")} })`;
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
