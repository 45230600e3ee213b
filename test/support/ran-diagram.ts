import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile } from "../../generator/compile.ts";
import { sourceFile } from "../../generator/source/source-file.ts";
import type { ComponentFactories } from "../../runtime/contract/index.ts";
import type { SystemDefinition } from "../../runtime/index.ts";
import type { PropertyName } from "../../runtime/model/property-name.ts";
import { verdicts } from "../unit/contract/diagrams/verdicts.ts";

/** What generated code of a diagram does in its contract tests; gone with `await using`. */
export interface RanDiagram extends AsyncDisposable {
  /** The handler's source as generated. */
  readonly source: string;
  /** The names of the properties that do not hold for this source of the handler, but for its decisions; or of one of them. */
  readonly fails: (source: string, only?: PropertyName) => Promise<readonly string[]>;
}

/** Compiles a diagram and runs the contract tests of one component; its stubs do nothing. */
export async function ranDiagram(lines: string, component: string, handler: string): Promise<RanDiagram> {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${lines}\n@enduml\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value[0]?.files ?? [];
  // Below the checkout, where imports of the packages are found.
  const folder = await mkdtemp(join(process.cwd(), "test/.run-"));
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), withoutStubs(content));
  }
  const path = join(folder, "shop", handler);
  let version = 0;
  return {
    source: withoutStubs(files.find((file) => file.path === `shop/${handler}`)?.content ?? ""),
    fails: async (changed, only) => {
      version += 1;
      const file = path.replace(".handler.ts", `.${version}.ts`);
      await writeFile(file, changed);
      const { system } = (await load(join(folder, "shop/wiring.gen.ts"))) as { system: SystemDefinition };
      const made = Object.values((await load(file)) as object)[0] as new (given: unknown) => object;
      const factories: ComponentFactories = {
        ...system.components,
        [component]: (given: unknown) => new made(given),
      };
      const found = await verdicts(system.protocol, factories, component, only);
      // Stubs that do nothing decide nothing.
      return Object.keys(found).filter((name) => name !== "decisions" || only === "decisions");
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function withoutStubs(content: string): string {
  return content.replaceAll(/throw new NotImplementedError\([^;]*\);/g, "return undefined as never;");
}

async function load(path: string): Promise<unknown> {
  return import(/* @vite-ignore */ pathToFileURL(path).href) as Promise<unknown>;
}
