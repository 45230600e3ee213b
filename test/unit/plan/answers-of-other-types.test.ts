import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** The handler of `Shop`. */
async function handler(lines: string): Promise<string> {
  const text = `@startuml\nactor C\nparticipant Shop\n${lines}\n@enduml\n`;
  const source = sourceFile("diagrams/shop.puml", text);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  return files.find(({ path }) => path.endsWith("shop.handler.ts"))?.content ?? "";
}

test("what is answered as something else in one branch is asked for, not parsed", async () => {
  const code = await handler(
    "C -> Shop : GET /stock/{id}\nShop -> Breaker : load(id)\nalt closed\nBreaker --> Shop : quantity\n" +
      "else open\nBreaker --> Shop : fallback\nend\nShop --> C : 200 OK {quantity}",
  );
  expect(code).not.toContain('"quantity")');
  expect(code).toContain("provideQuantity(id, quantity)");
});

test.each(["trackingNo", "carrier"])("an answer has the type of the field %s", async (name) => {
  const code = await handler(
    `C -> Shop : send(id)\nShop -> Delivery : schedule(id)\nDelivery --> Shop : ${name}\nShop ->] : Sent {id, ${name}}`,
  );
  expect(code).not.toContain(`parse(z.string(), ${name}`);
  expect(code).toMatch(new RegExp(`sent\\(.*\\b${name}\\b`, "u"));
});
