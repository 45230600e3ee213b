import Handlebars from "handlebars";
import { Project, type StatementStructures, type WriterFunction } from "ts-morph";
import { comment } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";

/** Compiles a text template. All texts that it gets must be escaped already. */
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

/** Builds one file's source with ts-morph: what its scope imports, and its declarations, a blank line before each. */
export function buildSource(
  scope: FileScope,
  declarations: readonly (StatementStructures | string)[],
): string {
  // All at once: ts-morph reads the whole file again after each addition.
  const apart = declarations.flatMap((declaration) => [blankLine, declaration]);
  const file = project.createSourceFile("generated.ts", { statements: [...scope.imports(), ...apart] });
  const text = file.getFullText();
  file.forget();
  return text;
}

const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });

const blankLine: WriterFunction = (writer) => void writer.blankLineIfLastNot();

/** Doc comment text; lines that would be empty are left out. */
export function docs(lines: readonly string[]): string[] {
  const text = lines.map(comment).filter((line) => line !== "");
  return text.length === 0 ? [] : [text.length === 1 ? text.join("") : `\n${text.join("\n")}`];
}
