import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Project, ts } from "ts-morph";
import type { OutputFile } from "../../generator/host/output-file.ts";

const root = join(import.meta.dirname, "../..");
let shared: Project | undefined;

/** What TypeScript has against generated files, with the real runtime and zod beside them; empty when it is content. */
export function typeErrors(files: readonly OutputFile[]): readonly string[] {
  shared ??= checkingProject();
  const project = shared;
  const added = files.map(({ path, content }) =>
    project.createSourceFile(join(root, "generated/.checked", path), content, { overwrite: true }),
  );
  const found = added.flatMap((file) =>
    project.getProgram().compilerObject.getSyntacticDiagnostics(file.compilerNode),
  );
  const semantic = added.flatMap((file) =>
    project.getProgram().compilerObject.getSemanticDiagnostics(file.compilerNode),
  );
  const errors = [...found, ...semantic].map(
    (one) =>
      `${one.file?.fileName.split("/").at(-1) ?? ""}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`,
  );
  for (const file of added) project.removeSourceFile(file);
  return errors;
}

function checkingProject(): Project {
  const project = new Project({
    tsConfigFilePath: join(root, "tsconfig.json"),
    skipAddingFilesFromTsConfig: true,
    // ts-morph's in-memory files carry no module format of their own, which Node's resolution would ask for.
    compilerOptions: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  });
  for (const entry of readdirSync(join(root, "runtime"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const path = join(entry.parentPath, entry.name);
    project.createSourceFile(path, readFileSync(path, "utf8"), { overwrite: true });
  }
  return project;
}
