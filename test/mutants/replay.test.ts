import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type ProcessResult, runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { diagrams } from "./all.ts";
import { reportOf } from "./reports.ts";

const inAllCases: ReadonlySet<string> = new Set(["never-exercised", "idle-decision"]);

const subjects = diagrams.flatMap(({ protocol, right, handlers, mutants }) =>
  mutants
    // What never happens shows in all cases together, so there is no path to it.
    .flatMap(({ name, wrong, caught, together }) =>
      inAllCases.has(caught.kind) || together === "right"
        ? []
        : [{ handlers, protocol, factories: { ...right, ...wrong }, name, by: together?.by ?? caught.by }],
    ),
);

afterEach(() => {
  for (const name of ["SEED", "PATH", "PROPERTY"]) delete process.env[`SEQWRIGHT_${name}`];
});

test.each(subjects)("the seed and path of a report lead back to its case: $name", async (subject) => {
  const { handlers, protocol, factories, by } = subject;
  process.env["SEQWRIGHT_SEED"] = "2026";
  const found = (await reportOf(protocol, factories, by, undefined, handlers)) ?? "";
  const [, property, seed, path] = / --property (\S+) --seed (\S+)(?: --path (\S+))?$/.exec(found) ?? [];
  expect(property).toBeDefined();
  // What many cases show only together has a seed, and no path to one of them.
  expect(path !== undefined || / in all \d+ cases /.test(found)).toBe(true);
  Object.assign(process.env, {
    SEQWRIGHT_PROPERTY: property,
    SEQWRIGHT_SEED: seed,
    ...(path === undefined ? {} : { SEQWRIGHT_PATH: path }),
  });
  expect(await reportOf(protocol, factories, by, undefined, handlers)).toBe(found);
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const diagram = "event-콘텐츠생성완료구독";

test("the command of a report shows the same failure, and passes once the handler is right", async () => {
  await using project = await projectCopy();
  expect(await seqwright(project.path, [diagram])).toMatchObject({ exitCode: 0 });

  const handler = join(project.path, "generated", diagram, "event-handler.handler.ts");
  const right = await readFile(handler, "utf8");
  await writeFile(
    handler,
    right.replace("updateContentImages(event.eventDraftId,", "updateContentImages(event.jobId,"),
  );
  const failed = await seqwright(project.path, [diagram, "--property", "order", "--seed", "7"]);
  expect(failed).toMatchObject({ exitCode: 1 });

  for (const [command = "", options = ""] of replayCommands(failed)) {
    const again = await seqwright(project.path, [diagram, ...options.split(" ")]);
    expect(again).toMatchObject({ exitCode: 1 });
    expect(replayCommands(again).map(([same]) => same)).toEqual([command]);
    expect(again.out + again.err).toContain("was called with another eventDraftId than the diagram says");
  }

  await writeFile(handler, right);
  const [, options = ""] = replayCommands(failed)[0] ?? [];
  expect(await seqwright(project.path, [diagram, ...options.split(" ")])).toMatchObject({ exitCode: 0 });
}, 240_000);

test("a path without its property and seed is bad usage", async () => {
  expect(await seqwright(root, [diagram, "--path", "0:1"])).toMatchObject({ exitCode: 64 });
});

function seqwright(cwd: string, args: readonly string[]): Promise<ProcessResult> {
  return runProcess(process.execPath, [join(root, "generator", "bin", "seqwright.js"), "test", ...args], {
    cwd,
  });
}

/** The replay commands of all reports, once each, with their options. */
function replayCommands({ out, err }: ProcessResult): readonly (readonly string[])[] {
  const commands = (out + err).matchAll(/npx seqwright test \S+ (--property order .*--path [\d:]+)/g);
  return [...new Map([...commands].map((found) => [found[0], found])).values()];
}

/** A project of its own with this project's diagrams and handlers, and this checkout as the package that it uses. */
async function projectCopy(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await temporaryFolder();
  for (const name of ["diagrams", "generated", "seqwright.config.ts"])
    await cp(join(root, name), join(folder.path, name), { recursive: true });
  await writeFile(join(folder.path, "package.json"), `{ "type": "module" }\n`);
  await writeFile(join(folder.path, "vitest.config.ts"), vitestConfig);
  await mkdir(join(folder.path, "node_modules"));
  for (const name of ["vitest", "vite"])
    await symlink(join(root, "node_modules", name), join(folder.path, "node_modules", name));
  for (const [name, room] of [
    ["seqwright", "generator"],
    ["seqwright-runtime", "runtime"],
  ] as const)
    await symlink(join(root, room), join(folder.path, "node_modules", name));
  return folder;
}

const vitestConfig = `
const conditions = ["seqwright-source", "module", "node", "development|production"];
export default { resolve: { conditions }, ssr: { resolve: { conditions, externalConditions: conditions } } };
`;
