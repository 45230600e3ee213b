import type { FileContent } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import type { CommandContext } from "./command-context.ts";
import { exitCodes } from "./exit-codes.ts";
import { initialConfig, initialDiagram, initialScripts, initialTsconfig } from "./init-files.ts";

type Manifest = Readonly<Record<string, unknown>>;

/** `seqwright init`: a configuration, a first diagram and the scripts. What exists is left alone. */
export async function init(context: CommandContext): Promise<number> {
  const { cwd, terminal } = context;
  const manifestText = await cwd.readFile("package.json");
  const manifest = parseManifest(manifestText);
  const files = await missingFiles(manifest, context);
  const added = missingScripts(manifest);
  if (added.length > 0)
    files.push({ path: "package.json", content: withScripts(manifest, added, manifestText) });
  await cwd.writeFiles(files);

  for (const { path } of files) {
    const scripts = path === "package.json" ? ` (scripts: ${added.join(", ")})` : "";
    terminal.out(`wrote ${path}${scripts}\n`);
  }
  if (files.length === 0) terminal.out("Everything is set up already: nothing was written.\n");
  terminal.out(nextSteps);
  return exitCodes.fine;
}

const nextSteps = `
What to do next:
  1. npm install seqwright
     npm install --save-dev vitest typescript
  2. npx seqwright explain hello     shows how the diagram is understood
  3. npx seqwright generate          writes generated/hello/
  4. fill in generated/hello/*.handler.ts
  5. npx seqwright test hello        holds your code to the diagram
`;

async function missingFiles(manifest: Manifest, { cwd }: CommandContext): Promise<FileContent[]> {
  const files: FileContent[] = [];
  const existing = await Promise.all(
    ["ts", "mts", "js", "mjs"].map((extension) => cwd.readFile(`seqwright.config.${extension}`)),
  );
  if (existing.every((text) => text === undefined)) {
    // In a package that is not of type "module", a plain .ts file would be read as CommonJS.
    const extension = manifest["type"] === "module" ? "ts" : "mts";
    files.push({ path: `seqwright.config.${extension}`, content: initialConfig });
  }
  if ((await cwd.listFiles("diagrams")).length === 0)
    files.push({ path: "diagrams/hello.puml", content: initialDiagram });
  if ((await cwd.readFile("tsconfig.json")) === undefined)
    files.push({ path: "tsconfig.json", content: initialTsconfig });
  return files;
}

function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return { private: true, type: "module" };
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Reported below, together with JSON that is not an object.
  }
  throw new HostError("package.json is not a JSON object. Correct it, then run this again.");
}

function missingScripts(manifest: Manifest): readonly string[] {
  const present = scriptsOf(manifest);
  return Object.keys(initialScripts).filter((name) => !Object.hasOwn(present, name));
}

function withScripts(manifest: Manifest, names: readonly string[], text: string | undefined): string {
  const added = Object.fromEntries(names.map((name) => [name, initialScripts[name]]));
  const indent = /^[\t ]+/m.exec(text ?? "")?.[0] ?? "  ";
  return `${JSON.stringify({ ...manifest, scripts: { ...scriptsOf(manifest), ...added } }, undefined, indent)}\n`;
}

function scriptsOf(manifest: Manifest): Readonly<Record<string, unknown>> {
  const scripts = manifest["scripts"];
  return typeof scripts === "object" && scripts !== null ? { ...scripts } : {};
}
