import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runProcess } from "../support/process.ts";

/** What is asked of generated code, on top of what Node needs to run it. */
const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: "es2024",
  module: "nodenext",
  lib: ["es2024", "esnext.disposable"],
  types: ["node"],
  customConditions: ["seqwright-source"],
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Type-checks everything in some folders of a project in one run of the compiler. Returns the errors by folder, and
 * under "" those that are in none of them.
 */
export async function typeCheck(
  project: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const config = { compilerOptions, include: folders.map((folder) => `${folder}/**/*.ts`) };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
    "bin/tsc",
  );
  const { out, err, exitCode } = await runProcess(process.execPath, [compiler, "--pretty", "false"], {
    cwd: project,
  });
  const errors = new Map<string, string[]>();
  // What explains an error is indented below it.
  const lines = `${out}\n${err}`.split("\n").filter((line) => /^\S/.test(line));
  for (const line of lines) {
    const [folder = ""] = line.split("/");
    const known = folders.includes(folder) ? folder : "";
    errors.set(known, [...(errors.get(known) ?? []), line]);
  }
  if (exitCode !== 0 && lines.length === 0) errors.set("", [`tsc ended with ${exitCode}`]);
  return errors;
}
