import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { propertyNames } from "seqwright-runtime/model";
import { UsageError } from "../context/usage-error.ts";
import { HostError } from "../../host/host.ts";
import { type CommandContext, hasErrors, printDiagnostics } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { openProject, type Project, readDiagrams } from "./project.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { diagramName } from "../../source/diagram-name.ts";

export interface TestOptions {
  readonly property?: string | undefined;
  /** By its code in the diagram. */
  readonly component?: string | undefined;
  readonly seed?: number | undefined;
  readonly path?: string | undefined;
  /** The line of an arrow: only cases that cross it count. */
  readonly arrow?: number | undefined;
  /** What is only told elsewhere fails, too. */
  readonly strict?: boolean | undefined;
  /** Goes on, and runs again what a change may have broken. */
  readonly watch?: boolean | undefined;
  /** Also the running systems. */
  readonly system?: boolean | undefined;
}

/**
 * `seqwright test [diagram]`: runs contract tests with Vitest, all of them or the one case that failed, and then says of
 * each diagram what was proved.
 */
export async function test(
  asked: string | undefined,
  options: TestOptions,
  context: CommandContext,
  /** Variables that the tests find besides ours: where the servers are. */
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  checkProperty(options.property);
  if (options.arrow !== undefined && asked === undefined)
    throw new UsageError("--arrow names a line of a diagram: say which diagram, too.");
  const { value: project, diagnostics } = await openProject(context);
  printDiagnostics(diagnostics, context);
  if (hasErrors(diagnostics)) return exitCodes.failed;
  const sources = await readDiagrams(project, asked === undefined ? [] : [asked], context);
  const files = await Promise.all(sources.map(({ path }) => contractTest(diagramName(path), project)));
  const args = [options.watch === true ? "watch" : "run", ...files, ...propertyFilter(options.property)];
  const folder = await mkdtemp(join(tmpdir(), "seqwright-test-"));
  try {
    // Who watches sees a line for each diagram after each run, instead of tables at the end.
    const summary = options.watch === true ? "" : folder;
    const variables = { ...environment, ...replayEnvironment(options), SEQWRIGHT_SUMMARY: summary };
    const code = await runVitest(args, variables, project);
    for (const name of (await readdir(folder)).sort())
      context.terminal.out(`${await readFile(join(folder, name), "utf8")}\n`);
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkProperty(asked: string | undefined): void {
  if (asked === undefined || propertyNames.some((name) => name === asked)) return;
  const hint = didYouMean(asked, propertyNames) ?? `There are: ${propertyNames.join(", ")}.`;
  throw new UsageError(`There is no property "${asked}". ${hint}`);
}

/** The variables by which the contract kit learns what to replay. */
export function replayEnvironment({
  property,
  component,
  seed,
  path,
  arrow,
  strict = false,
  system = false,
}: TestOptions): Readonly<Record<string, string>> {
  return {
    ...(property === undefined ? {} : { SEQWRIGHT_PROPERTY: property }),
    ...(component === undefined ? {} : { SEQWRIGHT_COMPONENT: component }),
    ...(seed === undefined ? {} : { SEQWRIGHT_SEED: String(seed) }),
    ...(path === undefined ? {} : { SEQWRIGHT_PATH: path }),
    ...(arrow === undefined ? {} : { SEQWRIGHT_ARROW: String(arrow) }),
    ...(strict ? { SEQWRIGHT_STRICT: "1" } : {}),
    // A path leads to a case at one level.
    ...(system ? { SEQWRIGHT_LEVELS: path === undefined ? "protocol,system" : "system" } : {}),
  };
}

/** `resource-order` selects the tests named "resource order: …". */
export function propertyFilter(property: string | undefined): readonly string[] {
  if (property === undefined) return [];
  const words = property.split(/[-\s]+/).map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`));
  return ["-t", words.join("[-\\s]")];
}

async function contractTest(name: string, project: Project): Promise<string> {
  const path = `${name}/contract.gen.test.ts`;
  if ((await project.output.readFile(path)) === undefined) {
    throw new UsageError(`There is no ${project.config.output}/${path} yet. Run "seqwright generate" first.`);
  }
  return resolve(project.output.root, path);
}

function runVitest(
  args: readonly string[],
  replay: Readonly<Record<string, string>>,
  project: Project,
): Promise<number> {
  const child = spawn(process.execPath, [vitestCommand(project.root), ...args], {
    cwd: project.root,
    env: { ...process.env, ...replay },
    stdio: "inherit",
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => done(code ?? exitCodes.failed));
  });
}

function vitestCommand(root: string): string {
  try {
    return resolve(
      dirname(createRequire(resolve(root, "package.json")).resolve("vitest/package.json")),
      "vitest.mjs",
    );
  } catch (cause) {
    throw new HostError(`Vitest is not installed in ${root}. Run "npm install --save-dev vitest".`, {
      cause,
    });
  }
}
