import { VariableDeclarationKind, type SourceFile } from "ts-morph";
import type { MessageError, MessagesFile, MessageType, Symbols } from "../plan/emit-plan.ts";
import { identifier, propertyKey, stringLiteral } from "./escape.ts";
import { printSchema } from "./print-schema.ts";
import { printType } from "./print-type.ts";
import { buildSource, docs, generatedHeader } from "./source-text.ts";

export function renderMessages(file: MessagesFile, source: string, symbols: Symbols): string {
  const code = buildSource(file.path, file.imports, (target) => {
    if (file.needsJsonValue) addJsonValue(target);
    for (const type of file.types) addType(type, target, symbols);
    for (const error of file.errors) addError(error, target);
  });
  return generatedHeader(source) + code;
}

function addJsonValue(target: SourceFile): void {
  target.addTypeAlias({
    name: "JsonValue",
    isExported: true,
    docs: docs(["Any JSON value."]),
    type: "z.infer<ReturnType<typeof z.json>>",
  });
}

/** `export const ContentCreated = z.object({ … }); export type ContentCreated = z.infer<typeof ContentCreated>;` */
function addType(type: MessageType, target: SourceFile, symbols: Symbols): void {
  const name = identifier(type.name);
  target.addVariableStatement({
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
  });
  // A type that contains itself cannot be inferred from its schema.
  const written = type.recursive ? printType(type.type, symbols) : `z.infer<typeof ${name}>`;
  target.addTypeAlias({ name, isExported: true, type: written });
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
function addError({ name, drawnAs, message }: MessageError, target: SourceFile): void {
  const parameters = [
    message === undefined
      ? { name: "message", hasQuestionToken: true, type: "string" }
      : { name: "message", initializer: stringLiteral(message) },
    { name: "options", hasQuestionToken: true, type: "ErrorOptions" },
  ];
  target.addClass({
    name: identifier(name),
    isExported: true,
    extends: "Error",
    properties: [
      { name: "name", hasOverrideKeyword: true, isReadonly: true, initializer: stringLiteral(drawnAs) },
    ],
    ctors: message === undefined ? [] : [{ parameters, statements: ["super(message, options);"] }],
  });
}
