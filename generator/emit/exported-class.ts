import { posix } from "node:path";
import { Project, ts, type ClassDeclaration, type SourceFile } from "ts-morph";

/** Where a class was looked for: it itself, or that some export brings a value of its name, whose class is not known. */
export type ExportedClass =
  | { readonly kind: "class"; readonly found: ClassDeclaration; readonly path: string }
  | { readonly kind: "value" }
  | { readonly kind: "none" };

/** Files that pass a class on are followed this far. */
const depthMax = 8;

/** Finds the class that a file exports by a name, also where it passes on what another file declares. */
export function exportedClass(
  path: string,
  name: string,
  files: ReadonlyMap<string, string>,
  depth = 0,
): ExportedClass {
  const content = files.get(path);
  if (content === undefined || depth > depthMax) return { kind: "value" };
  const file = parsedFile(content);
  const found = file.getClass(name);
  if (found !== undefined) return { kind: "class", found, path };
  for (const declaration of file.getExportDeclarations()) {
    const from = declaration.getModuleSpecifierValue();
    const passed = declaration
      .getNamedExports()
      .find((one) => (one.getAliasNode() ?? one.getNameNode()).getText() === name);
    const isAll = declaration.isNamespaceExport() && declaration.getNamespaceExport() === undefined;
    if (passed === undefined && !isAll) continue;
    const original = passed?.getName() ?? name;
    if (from === undefined) return exportedClassIn(file, original, path);
    if (!from.startsWith(".")) return { kind: "value" };
    const followed = exportedClass(resolved(path, from, files), original, files, depth + 1);
    if (followed.kind !== "none") return followed;
  }
  return file.getVariableDeclaration(name)?.isExported() === true ? { kind: "value" } : { kind: "none" };
}

/** `export { S as Shop }` of a class in the same file, or of anything else that is there. */
function exportedClassIn(file: SourceFile, name: string, path: string): ExportedClass {
  const found = file.getClass(name);
  return found === undefined ? { kind: "value" } : { kind: "class", found, path };
}

/** The paths of files that a file takes classes from. */
export function passedOn(path: string, content: string): readonly string[] {
  if (!/\bexport\b[^;]*\bfrom\b/.test(content.slice(0, 100_000))) return [];
  return parsedFile(content)
    .getExportDeclarations()
    .flatMap((declaration) => declaration.getModuleSpecifierValue() ?? [])
    .filter((from) => from.startsWith("."))
    .map((from) => posix.join(posix.dirname(path), from));
}

function resolved(path: string, from: string, files: ReadonlyMap<string, string>): string {
  const target = posix.join(posix.dirname(path), from);
  const spelled = [target, target.replace(/\.js$/, ".ts"), `${target}.ts`, `${target}/index.ts`];
  return spelled.find((one) => files.has(one)) ?? target;
}

function parsedFile(content: string): SourceFile {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noResolve: true, target: ts.ScriptTarget.ESNext },
  });
  return project.createSourceFile("handler.ts", content);
}
