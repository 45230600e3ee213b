import { rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchProject } from "../../../../generator/cli/watch/watch-project.ts";
import { nodeHost } from "../../../../generator/host/node-host.ts";
import { diskProject, type DiskProject } from "../../../support/disk-project.ts";

const shop = `@startuml
actor User
participant Shop
participant Orders
User -> Shop : order(id)
activate Shop
Shop -> Orders : markPaid(id)
Orders --> Shop : ok
Shop --> User : ok
deactivate Shop
@enduml
`;
const other = shop.replaceAll("Orders", "Bills");
const files = {
  "diagrams/shop.puml": shop,
  "diagrams/other.puml": other,
  "package.json": `{ "type": "module" }`,
};

interface Watching extends AsyncDisposable {
  readonly project: DiskProject;
  /** The next line that is printed, after those that were taken before. */
  readonly line: () => Promise<string>;
  readonly generated: readonly string[];
}

/** Watches a project that has been generated. */
async function watching(given: Readonly<Record<string, string>> = files): Promise<Watching> {
  const project = await diskProject(given);
  await symlink(
    join(import.meta.dirname, "../../../../node_modules/seqwright"),
    join(project.path, "node_modules/seqwright"),
  );
  const stopping = new AbortController();
  const lines = lineQueue();
  const generated: string[] = [];
  const ended = watchProject({
    cwd: nodeHost(project.path),
    configPath: undefined,
    format: "human",
    strict: false,
    force: false,
    renamed: [],
    signal: stopping.signal,
    onGenerated: (path) => void generated.push(path),
    terminal: { open: nodeHost, out: lines.add, err: lines.add, color: false, isInteractive: false },
  });
  const line = (): Promise<string> => Promise.race([lines.next(), ended]);
  while (!(await line()).startsWith("Watching"));
  return {
    project,
    line,
    generated,
    [Symbol.asyncDispose]: async () => {
      stopping.abort(new Error("enough"));
      await expect(ended).rejects.toThrow("enough");
      await project[Symbol.asyncDispose]();
    },
  };
}

function lineQueue(): { readonly add: (text: string) => void; readonly next: () => Promise<string> } {
  const lines: string[] = [];
  let notice = Promise.withResolvers<void>();
  return {
    add: (text) => {
      lines.push(...text.split("\n").slice(0, -1));
      notice.resolve();
    },
    next: async () => {
      while (lines.length === 0) {
        notice = Promise.withResolvers();
        await notice.promise;
      }
      return lines.shift() ?? "";
    },
  };
}

test("a diagram that is saved is generated, it alone, and told on a line", async () => {
  await using watched = await watching();
  const { project, line, generated } = watched;
  await project.write("diagrams/shop.puml", shop.replace("markPaid(id)", "markPaid(id, amount)"));
  expect(await line()).toMatch(/^shop: wrote 4 files/);
  expect(await project.read("generated/shop/ports.gen.ts")).toContain("amount");
  expect(generated).toEqual(["diagrams/shop.puml"]);
  await project.write("diagrams/shop.puml", shop);
  expect(await line()).toMatch(/^shop: wrote /);
});

test("an editor that saves by a rename is no rename of the diagram", async () => {
  await using watched = await watching();
  const { project, line, generated } = watched;
  const path = join(project.path, "diagrams/shop.puml");
  for (const word of ["a", "b"]) {
    await writeFile(`${path}.tmp`, shop.replace("markPaid", `mark${word}`));
    await rename(`${path}.tmp`, path);
    expect(await line()).toMatch(/^shop: wrote /);
  }
  expect(generated).toEqual(["diagrams/shop.puml", "diagrams/shop.puml"]);
});

test("a line that cannot be read is told, and the next save mends it", async () => {
  await using watched = await watching();
  const { project, line, generated } = watched;
  await project.write("diagrams/shop.puml", shop.replace("activate Shop", "what is this"));
  expect(await line()).toMatch(/^shop: 1 error.*; diagrams\/shop\.puml:6:1 - error parse\//);
  expect(generated).toEqual([]);
  await project.write("diagrams/shop.puml", shop.replace("markPaid", "markSent"));
  expect(await line()).toMatch(/^shop: wrote /);
});

test("a diagram that gets another name takes its handlers along; one that comes and one that goes are told", async () => {
  await using watched = await watching();
  const { project, line } = watched;
  const handler = await project.read("generated/shop/orders.handler.ts");
  await project.write("generated/shop/orders.handler.ts", handler.replace("}\n", "// mine\n}\n"));
  await rename(join(project.path, "diagrams/shop.puml"), join(project.path, "diagrams/store.puml"));
  const told = new Set<string>();
  while (!told.has("store")) told.add((await line()).split(":")[0] ?? "");
  expect(await project.read("generated/store/orders.handler.ts")).toContain("// mine");
  await project.write("diagrams/new.puml", other);
  while (!(await line()).startsWith("new: wrote"));
});

test("a changed configuration, and a file that it imports, are read anew", async () => {
  await using watched = await watching({
    ...files,
    "seqwright.config.ts": `import { defineConfig } from "seqwright";\nimport { names } from "./names.ts";\nexport default defineConfig({ diagram: { shop: { names } } });\n`,
    "names.ts": `export const names = { "markPaid(id)": "pay" };\n`,
  });
  const { project, line } = watched;
  await project.write("names.ts", `export const names = { "markPaid(id)": "settle" };\n`);
  expect(await line()).toBe("The configuration has changed.");
  expect(await line()).toMatch(/^shop: wrote /);
  expect(await project.read("generated/shop/ports.gen.ts")).toContain("settle");
  await project.write("seqwright.config.ts", "export default 1;\n");
  expect(await line()).toBe("The configuration has changed.");
  expect(await line()).toMatch(/error.*seqwright\.config\.ts:1:/);
  await rm(join(project.path, "seqwright.config.ts"));
  expect(await line()).toBe("The configuration has changed.");
  expect(await line()).toMatch(/^shop: wrote /);
  expect(await project.read("generated/shop/ports.gen.ts")).toContain("markPaid");
});

test("a configuration that comes is noticed", async () => {
  await using watched = await watching();
  await watched.project.write(
    "seqwright.config.mjs",
    `export default { glossary: { "markPaid(id)": "pay" } };\n`,
  );
  expect(await watched.line()).toBe("The configuration has changed.");
});
