import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

interface Written {
  /** The content of a file by the end of its name. */
  readonly file: (end: string) => string;
  readonly codes: readonly string[];
}

async function written(lines: string): Promise<Written> {
  const source = sourceFile(
    "diagrams/shop.puml",
    `@startuml\nactor C\nparticipant Shop\n${lines}\n@enduml\n`,
  );
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  return {
    file: (end) => files.find(({ path }) => path.endsWith(end))?.content ?? "",
    codes: diagnostics.map(({ code }) => code),
  };
}

const twice = (before: string, first: string, between: string, second: string): string =>
  [before, "C -> Shop : order(item)", first, between, "C -> Shop : order(item)", second].join("\n");

test("a call that is drawn twice asks which of both it is, by the divider's name", async () => {
  const { file, codes } = await written(
    twice("", "Shop -> Stock : reserve(item)", "== sold out ==", "Shop -> List : wait(item)"),
  );
  const handler = file("shop.handler.ts");
  expect(handler).toContain("if (await this.soldOut(item)) {\n      await this.#list.wait(item);");
  expect(handler).toContain("await this.#stock.reserve(item);");
  expect(handler).toContain('throw new NotImplementedError("Shop.soldOut", { item });');
  expect(file("steps.gen.ts")).toContain('receives("C", "order(item) #2", "soldOut")');
  expect(codes).toContain("plan/operation-drawn-differently");
});

test.each([
  {
    kind: "a Korean divider",
    between: "== 재고 부족 ==",
    second: "Shop -> List : wait(item)",
    name: "재고부족",
  },
  { kind: "what is drawn there alone", between: "", second: "Shop -> Shop : apologize", name: "apologize" },
])("without another name, the case is called after $kind", async ({ between, second, name }) => {
  const { file } = await written(twice("", "Shop -> Stock : reserve(item)", between, second));
  expect(file("shop.handler.ts")).toMatch(new RegExp(`if \\(await this\\.${name}\\w*\\(item\\)\\)`));
});

test("branches of the caller tell calls apart, too", async () => {
  const { file } = await written(
    twice(
      "alt in a hurry",
      "Shop -> Post : express(item)",
      "else at leisure",
      "Shop -> Post : parcel(item)\nend",
    ),
  );
  expect(file("shop.handler.ts")).toContain("this.atLeisure(item)");
});

test("the same body twice is one body, and nobody is asked", async () => {
  const body = "Shop -> Stock : reserve(item)\nStock --> Shop : done";
  const { file, codes } = await written(twice("== one ==", body, "== two ==", body));
  expect(file("shop.handler.ts").match(/reserve/g)).toHaveLength(1);
  expect(file("shop.handler.ts")).not.toContain("if (");
  expect(codes).not.toContain("plan/operation-drawn-differently");
});

test("three cases are asked one after the other, and cases of one name of two operations are one question", async () => {
  const { file } = await written(
    [
      "C -> Shop : order(item)\nShop -> Stock : reserve(item)",
      "C -> Shop : cancel(item)\nShop -> Stock : free(item)",
      "== sold out ==",
      "C -> Shop : order(item)\nShop -> List : wait(item)",
      "C -> Shop : cancel(item)\nShop -> List : forget(item)",
      "== closed ==",
      "C -> Shop : order(item)\nShop -> Shop : apologize",
    ].join("\n"),
  );
  const handler = file("shop.handler.ts");
  expect(handler.match(/async soldOut\(/g)).toHaveLength(1);
  expect(handler.match(/await this\.soldOut\(item\)/g)).toHaveLength(2);
  expect(handler).toContain("await this.closed(item)");
});
