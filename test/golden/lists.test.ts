import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { properties } from "../../runtime/contract/properties/index.ts";
import { propertyNames } from "../../runtime/model/index.ts";

const folder = resolve("runtime/contract/properties");
const names = filesOf(folder, ["index.ts"]);
const policies = resolve("runtime/model/policies");
const policyNames = filesOf(policies, ["definitions.ts", "index.ts", "policy.ts"]);

test("the list of properties is the folder", async () => {
  const imports = names.map((name) => `import { ${camelCase(name)} } from "./${name}.ts";\n`);
  await expectFile(
    resolve(folder, "index.ts"),
    `// This folder, as a list. Written by \`npm run golden\` when a property comes or goes.
import type { Property } from "../check/property.ts";
${imports.join("")}
export const properties: readonly Property[] = [${names.map(camelCase).join(", ")}];
`,
  );
});

test("the names that the command line and policies know are the files of that folder", async () => {
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  await expectFile(
    resolve("runtime/model/property-name.ts"),
    `// The files of runtime/contract/properties. Written by \`npm run golden\` when a property comes or goes.
export const propertyNames = [${list}] as const;

/** What contract tests hold components to. */
export type PropertyName = (typeof propertyNames)[number];
`,
  );
});

test("a property has the name of its file", () => {
  expect(properties.map(({ name }) => name)).toEqual(propertyNames);
});

test("the list of policies is their folder", async () => {
  const exports = policyNames.map((name) => `export { ${camelCase(name)} } from "./${name}.ts";\n`);
  await expect(`// Every policy of this folder. Written by \`npm run golden\` when a policy comes or goes.
${exports.join("")}`).toMatchFileSnapshot(resolve(policies, "definitions.ts"));
});

function filesOf(path: string, besides: readonly string[]): readonly string[] {
  return readdirSync(path)
    .filter((file) => !besides.includes(file))
    .map((file) => file.replace(/\.ts$/, ""))
    .toSorted();
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** As Prettier lays it out, which breaks a list when it has become too long. */
async function expectFile(path: string, text: string): Promise<void> {
  const options = await resolveConfig(path);
  await expect(await format(text, { ...options, filepath: path })).toMatchFileSnapshot(path);
}
