import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** The body of one method of a generated handler, from its first line on. */
async function code(lines: string, method: string): Promise<string> {
  const text = `@startuml\nactor U\nparticipant Shop\nparticipant Card\nparticipant Bank\n${lines}\n@enduml\n`;
  const source = sourceFile("diagrams/shop.puml", text);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  const handler = files.find(({ path }) => path.endsWith("shop.handler.ts"))?.content ?? "";
  const [, body = ""] = handler.split(` async ${method}(`);
  return body.split("\n  }\n")[0] ?? "";
}

const paid =
  "U -> Shop : pay(id, kind)\nalt kind = CARD\nShop -> Card : approve(id)\nCard --> Shop : approval\nelse kind = BANK\nShop -> Bank : send(id)\nBank --> Shop : approval\nend";

test("what every branch brings is known after the choice", async () => {
  const body = await code(
    `${paid}\nShop -> Card : book(id, approval)\nCard --> Shop : ok\nShop --> U : approval`,
    "pay",
  );
  expect(body).toContain("let approval: ");
  expect(body).toContain("approval = await this.#card.approve(id);");
  expect(body).toContain("approval = await this.#bank.send(id);");
  expect(body).toContain("await this.#card.book(id, approval);");
  expect(body).not.toContain("provideApproval");
});

test("what is read only inside of its branch is bound there", async () => {
  const body = await code(
    "U -> Shop : pay(id, paidBy)\nalt paidBy = CARD\nShop -> Card : approve(id)\nCard --> Shop : approval\nShop -> Card : book(approval)\nCard --> Shop : ok\n" +
      "else paidBy = BANK\nShop -> Bank : send(id)\nBank --> Shop : approval\nShop -> Bank : book(approval)\nBank --> Shop : ok\nend\nShop --> U : ok",
    "pay",
  );
  expect(body).not.toContain("let ");
  expect(body.match(/const approval = await/g)).toHaveLength(2);
});

test("what only one branch brings is asked for after it", async () => {
  const body = await code(
    "U -> Shop : pay(id, kind)\nalt kind = CARD\nShop -> Card : approve(id)\nCard --> Shop : approval\nelse kind = BANK\nShop -> Bank : send(id)\nBank --> Shop : ok\nend\nShop --> U : approval",
    "pay",
  );
  expect(body).not.toContain("let ");
  expect(body).toContain("provideApproval");
});
