import type { FileContent } from "../../host/host.ts";
import type { CommandContext } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import {
  initialConfig,
  initialDiagram,
  initialGitattributes,
  initialPreCommit,
  initialScripts,
  initialTsconfig,
  initialWorkflow,
} from "./init-files.ts";
import { initialDependencies } from "./initial-dependencies.ts";
import { type Manifest, manifestText, parseManifest, withDependencies, withScripts } from "./manifest.ts";

/** What `init` writes only where it is asked to. */
export interface InitExtras {
  /** A GitHub Actions workflow. */
  readonly github: boolean;
  /** A configuration of pre-commit. */
  readonly preCommit: boolean;
}

const noExtras: InitExtras = { github: false, preCommit: false };

/** `seqwright init`: a configuration, a first diagram, scripts and dependencies. What exists is left alone. */
export async function init(context: CommandContext, extras: InitExtras = noExtras): Promise<number> {
  const { cwd, terminal } = context;
  const text = await cwd.readFile("package.json");
  const original = parseManifest(text);
  const manifest = (await mayBecomeModule(original, context)) ? { ...original, type: "module" } : original;
  const files = [...(await missingFiles(manifest, context)), ...(await missingExtras(extras, context))];
  const scripts = withScripts(manifest, initialScripts);
  const complete = withDependencies(scripts.manifest, initialDependencies());
  const changes = [...(manifest === original ? [] : ["type: module"]), ...scripts.added, ...complete.added];
  if (changes.length > 0)
    files.push({ path: "package.json", content: manifestText(complete.manifest, text) });
  const advice = [...moduleAdvice(manifest), ...tsconfigAdvice(await cwd.readFile("tsconfig.json"))];
  await cwd.writeFiles(files);

  for (const { path } of files)
    terminal.out(`wrote ${path}${path === "package.json" ? ` (${changes.join("; ")})` : ""}\n`);
  if (files.length === 0) terminal.out("Everything is set up already: nothing was written.\n");
  const left = extraFiles(extras).filter(({ path }) => files.every((file) => file.path !== path));
  for (const { path } of left) terminal.out(`left ${path} as it is: it was there already\n`);
  if (advice.length > 0)
    terminal.out(`\nTo change by hand:\n${advice.map((line) => `  - ${line}\n`).join("")}`);
  terminal.out(nextSteps);
  if (!extras.github && !extras.preCommit) terminal.out(moreSteps);
  return exitCodes.fine;
}

const nextSteps = `
What to do next:
  1. npm install
  2. npx seqwright explain hello     shows how the diagram is understood
  3. npx seqwright generate          writes generated/hello/
  4. fill in generated/hello/*.handler.ts
  5. npm run typecheck               finds what does not fit together
  6. npx seqwright test hello        holds your code to the diagram
`;

const moreSteps = `
For CI: npx seqwright init --github writes a workflow for GitHub Actions, --pre-commit a hook.
`;

function extraFiles({ github, preCommit }: InitExtras): readonly FileContent[] {
  return [
    ...(github ? [{ path: ".github/workflows/seqwright.yml", content: initialWorkflow }] : []),
    ...(preCommit ? [{ path: ".pre-commit-config.yaml", content: initialPreCommit }] : []),
  ];
}

async function missingExtras(extras: InitExtras, { cwd }: CommandContext): Promise<readonly FileContent[]> {
  const files = extraFiles(extras);
  const existing = await Promise.all(files.map(({ path }) => cwd.readFile(path)));
  return files.filter((_, index) => existing[index] === undefined);
}

/** Generated code is made of ES modules. Only where no code stands yet that may rely on being CommonJS can that be said for it. */
async function mayBecomeModule(manifest: Manifest, { cwd }: CommandContext): Promise<boolean> {
  if (manifest["type"] === "module") return false;
  const code = /(?:^|\/)(?!seqwright\.config\.)[^/]+\.[jt]sx?$/;
  return (await cwd.listFiles(".")).every(
    (path) => !code.test(path) || /(?:^|\/)(?:node_modules|\.[^/]+)\//.test(path),
  );
}

function moduleAdvice(manifest: Manifest): readonly string[] {
  return manifest["type"] === "module"
    ? []
    : ['package.json: generated code is made of ES modules, which need "type": "module"'];
}

/** What generated code needs of a tsconfig.json that was here before. */
function tsconfigAdvice(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const said = /"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(text);
  return said
    ? []
    : [
        'tsconfig.json: generated files import each other as "./….ts", which needs "allowImportingTsExtensions": true with "noEmit": true, or "rewriteRelativeImportExtensions": true',
      ];
}

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
  const attributes = (await cwd.readFile(".gitattributes")) ?? "";
  const lacking = initialGitattributes.filter((line) => !attributes.split(/\r?\n/).includes(line));
  if (lacking.length > 0) files.push({ path: ".gitattributes", content: withLines(attributes, lacking) });
  return files;
}

/** A text with more lines at its end, which end as its own do. */
function withLines(text: string, lines: readonly string[]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" || text.endsWith("\n") ? text : `${text}${end}`;
  return before + lines.map((line) => `${line}${end}`).join("");
}
