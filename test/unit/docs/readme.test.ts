import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile, explain } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

function block(info: string): string {
  const [, content] = new RegExp(`^\`\`\`${info}\n([^]*?)^\`\`\`$`, "m").exec(readme) ?? [];
  if (content === undefined) throw new Error(`README.md has no block "${info}"`);
  return content;
}

async function compiled(path: string, text: string) {
  const { value, diagnostics } = await compile({
    sources: [sourceFile(path, text)],
    config: {},
    existing: new Map(),
  });
  // A note that says everything at once also says what nobody can keep there.
  expect(diagnostics.filter(({ code }) => code !== "policy/nobody-keeps")).toEqual([]);
  const [diagram] = value;
  if (diagram === undefined) throw new Error("nothing was compiled");
  return diagram;
}

test("the README's diagram generates the README's handler", async () => {
  const { files } = await compiled("diagrams/orders.puml", block("plantuml example"));
  const handler = files.find(({ path }) => path === "orders/order-handler.handler.ts");
  expect(handler?.content).toBe(block("ts example"));
});

test("the README's directives are understood", async () => {
  const { model } = await compiled("diagrams/shipping.puml", block("plantuml directives"));
  if (model === undefined) throw new Error("there is no model");
  expect(model.participants.find(({ code }) => code === "Depot")).toMatchObject({
    role: "resource",
    kind: "http",
  });
  expect(model.steps.find(({ text }) => text === "check the address")).toMatchObject({
    method: "verifyAddress",
  });
  expect(model.types.map(({ name }) => name)).toContain("Parcel");
  expect(explain(await compiled("diagrams/shipping.puml", block("plantuml directives")))).toContain(
    "retry: up to 3 retries after 1s",
  );
});

test("the README's examples of policies are recognised", async () => {
  const section = readme.slice(readme.indexOf("### Notes"), readme.indexOf("## Directives"));
  const examples = [...section.matchAll(/^\| [^|]*\| (.*)\|$/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, example = ""]) => example),
  );
  expect(examples.length).toBeGreaterThan(10);
  const note = ["note over Shop", ...examples.map((example) => `- ${example}`), "end note"].join("\n");
  const drawn = [
    "actor User",
    "participant Shop",
    "database DB",
    'database "Redis Cache" as Cache',
    "User -> Shop : order(id)",
    "Shop -> DB : INSERT INTO orders (id) VALUES (:id)",
    "Shop -> Cache : DEL order:{id}",
  ];
  const diagram = ["@startuml", ...drawn, note, "@enduml", ""].join("\n");
  expect(explain(await compiled("diagrams/notes.puml", diagram))).toContain(
    "Note lines not recognised as policies\n-------------------------------------\n  none",
  );
});
