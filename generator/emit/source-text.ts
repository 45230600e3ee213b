import Handlebars from "handlebars";
import { Project, type SourceFile } from "ts-morph";
import type { ImportPlan } from "../plan/model/emit-plan.ts";
import { comment, identifier, stringLiteral } from "./escape.ts";

/** Compiles a text template. It gets finished text and decides nothing. */
export function template(text: string): (view: object) => string {
  return Handlebars.compile<object>(text, { strict: true, noEscape: true, knownHelpersOnly: true });
}

const header = template(
  "// Generated from {{source}} by seqwright. Changes here are overwritten; edit the diagram instead.\n",
);

/** The first line of every file that belongs to the generator. */
export function generatedHeader(source: string): string {
  return header({ source: comment(source) });
}

/** Builds one file's source with ts-morph. */
export function buildSource(
  path: string,
  imports: readonly ImportPlan[],
  add: (file: SourceFile) => void,
): string {
  const project = new Project({ useInMemoryFileSystem: true });
  const file = project.createSourceFile(path);
  file.addImportDeclarations(imports.map(importStructure));
  add(file);
  return file.getFullText();
}

function importStructure({ from, names }: ImportPlan) {
  const typesOnly = names.every(({ typeOnly }) => typeOnly);
  return {
    moduleSpecifier: from,
    isTypeOnly: typesOnly,
    namedImports: names.map(({ name, typeOnly }) => ({
      name: identifier(name),
      isTypeOnly: typeOnly && !typesOnly,
    })),
  };
}

/** `import { z } from "seqwright-runtime";`, for files that are text rather than declarations. */
export function printImports(imports: readonly ImportPlan[]): string {
  return imports.map(printImport).join("\n");
}

function printImport({ from, names }: ImportPlan): string {
  const typesOnly = names.every(({ typeOnly }) => typeOnly);
  const listed = names.map(
    ({ name, typeOnly }) => `${typeOnly && !typesOnly ? "type " : ""}${identifier(name)}`,
  );
  return `import ${typesOnly ? "type " : ""}{ ${listed.join(", ")} } from ${stringLiteral(from)};`;
}

/** Doc comment text; lines that would be empty are left out. */
export function docs(lines: readonly string[]): string[] {
  const text = lines.map(comment).filter((line) => line !== "");
  return text.length === 0 ? [] : [text.length === 1 ? text.join("") : `\n${text.join("\n")}`];
}
