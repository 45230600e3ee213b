import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.ts";
import { diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { renderHuman } from "../../../generator/diagnostics/render-human.ts";
import { renderLines } from "../../../generator/diagnostics/render-lines.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { buildExtension } from "../../../generator/vscode/build.ts";
import { findCommand } from "../../../generator/vscode/find-command.ts";
import { type FakeEditor, fakeEditor } from "../../support/fake-vscode.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = new URL("../../../generator/vscode/", import.meta.url);
const generator = fileURLToPath(new URL("../../../generator", import.meta.url));

interface Extension {
  readonly activate: (context: { readonly subscriptions: { dispose(): void }[] }) => Promise<void>;
  readonly deactivate: () => Promise<void>;
}

interface Manifest {
  readonly name: string;
  readonly main: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languages: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly problemPatterns: readonly { readonly regexp: string }[];
  };
}

test("the packed extension starts the project's server, shows its problems, and stops it", async () => {
  await using place = await temporaryFolder();
  const bundle = join(place.path, "extension.cjs");
  await buildExtension(bundle);
  const project = join(place.path, "project");
  await mkdir(join(project, "node_modules"), { recursive: true });
  await symlink(generator, join(project, "node_modules", "seqwright"), "dir");
  const editor = fakeEditor(project);
  const extension = await loaded(bundle, editor);

  await extension.activate({ subscriptions: [] });
  expect([...editor.commands].sort()).toEqual(
    (await manifest()).contributes.commands.map(({ command }) => command).sort(),
  );
  expect([...editor.providers].sort()).toEqual([
    "registerCodeActionsProvider",
    "registerCompletionItemProvider",
    "registerDefinitionProvider",
    "registerHoverProvider",
  ]);
  const text = "@startuml\nparticipant Shop\nUser -> Shop: buy(id)\nShop -> Stock: take(id)\n@enduml\n";
  const told = await editor.open(join(project, "diagrams", "구매.puml"), text, "plantuml");
  expect(told.map(({ code, source }) => [source, code])).toEqual([
    ["seqwright", "parse/undeclared-participant"],
    ["seqwright", "parse/undeclared-participant"],
  ]);
  expect(editor.collections).toEqual(["seqwright"]);
  await extension.deactivate();
});

test("where there is no package, the extension says what to do, and starts nothing", async () => {
  await using place = await temporaryFolder();
  const bundle = join(place.path, "extension.cjs");
  await buildExtension(bundle);
  const editor = fakeEditor(place.path);
  const extension = await loaded(bundle, editor);
  await extension.activate({ subscriptions: [] });
  expect(editor.output.join("\n")).toContain("npm install --save-dev seqwright");
  expect([...editor.providers]).toEqual([]);
  await extension.deactivate();
});

test("the nearest package around a folder is taken, or the one that is configured", async () => {
  await using place = await temporaryFolder();
  for (const at of ["node_modules/seqwright", "elsewhere"]) {
    await mkdir(join(place.path, at, "bin"), { recursive: true });
    await writeFile(join(place.path, at, "bin", "seqwright.js"), "");
  }
  const inside = join(place.path, "services", "orders");
  expect(findCommand([inside], "")).toBe(join(place.path, "node_modules/seqwright/bin/seqwright.js"));
  expect(findCommand([inside], join(place.path, "elsewhere"))).toBe(
    join(place.path, "elsewhere/bin/seqwright.js"),
  );
  expect(findCommand([], "")).toBe(undefined);
});

test("the manifest leaves colours, preview, snippets and keys to the extension that draws PlantUML", async () => {
  const { contributes, files, main, version, name } = await manifest();
  expect(Object.keys(contributes).sort()).toEqual([
    "commands",
    "configuration",
    "languages",
    "menus",
    "problemMatchers",
    "problemPatterns",
  ]);
  expect(contributes.languages.map(({ id }) => id)).toEqual(["plantuml"]);
  const named = [
    ...contributes.commands.map(({ command }) => command),
    ...Object.keys(contributes.configuration.properties),
  ];
  expect(named.filter((one) => !one.startsWith("seqwright."))).toEqual([]);
  expect(files).toContain("LICENSE");
  expect(files).toContain(main.slice(2));
  const own = JSON.parse(await readFile(join(generator, "package.json"), "utf8")) as Manifest;
  expect([name, version]).toEqual([own.name, own.version]);
});

test("the problem matcher reads every line that tells a problem", async () => {
  const [pattern] = (await manifest()).contributes.problemPatterns;
  const matcher = new RegExp(pattern?.regexp ?? "^$");
  const source = sourceFile("diagrams/주문: 결제.puml", "@startuml\nA => B\n@enduml\n");
  const at = { source, span: { start: 10, end: 16 } };
  const problem = diagnostic("parse/wrong-keyword", { found: "A => B", instead: "A -> B" }, at);
  for (const printed of [
    renderHuman([problem], { color: false }),
    renderLines([problem], { color: false }),
  ]) {
    expect(matcher.exec(printed.split("\n")[0] ?? "")?.slice(1, 6)).toEqual([
      source.path,
      "2",
      "1",
      "error",
      problem.code,
    ]);
  }
  expect(Object.keys(catalogue).filter((code) => !matcher.test(`x.puml:1:1 - error ${code}: text`))).toEqual(
    [],
  );
});

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(new URL("package.json", folder), "utf8")) as Manifest;
}

/** Runs the bundle as an editor does: it may ask for `vscode`, and for what Node has. */
async function loaded(path: string, editor: FakeEditor): Promise<Extension> {
  const code = await readFile(path, "utf8");
  const node = createRequire(import.meta.url);
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(code, ["require", "module", "exports"]) as (
    ...given: readonly unknown[]
  ) => void;
  run((id: string) => (id === "vscode" ? editor.vscode : node(id)), module, module.exports);
  return module.exports as Extension;
}
