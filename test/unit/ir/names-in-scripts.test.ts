import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const order = `@startuml
actor 고객
participant 주문서비스
participant 재고서비스
database DB
고객 -> 주문서비스 : 주문한다(상품Id, 수량)
주문서비스 -> 재고서비스 : 재고확인(상품Id, 수량)
재고서비스 --> 주문서비스 : 가능여부
alt 가능여부 = true
주문서비스 -> DB : INSERT INTO orders (product_id, qty) VALUES (:상품Id, :수량)
DB --> 주문서비스 : 주문번호
주문서비스 --> 고객 : 201 Created {주문번호}
else
주문서비스 --> 고객 : 409 Conflict
end
@enduml
`;

async function compiled(text: string) {
  const source = sourceFile("diagrams/shop.puml", text);
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  return { files: new Map(files.map(({ path, content }) => [path, content])), diagnostics };
}

test("Korean names in a call are its parameters, and what they end with says their type", async () => {
  const { files } = await compiled(order);
  const handler = files.get("shop/주문서비스.handler.ts");
  expect(handler).toContain("async 주문한다(상품Id: string, 수량: number)");
  expect(handler).toContain(
    "const 가능여부 = await this.#재고서비스.재고확인(상품Id, 수량);\n    if (가능여부) {",
  );
  expect(files.get("shop/재고서비스.handler.ts")).toContain("Promise<boolean>");
});

test("a name that an INSERT cannot give, and that is answered later, is told", async () => {
  const { diagnostics } = await compiled(order);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["link/sql-gives-no-row", expect.stringContaining("주문번호")],
  ]);
});

test.each(["주문", "재고결과", "처리결과"])("nobody asks for %s, so it says how it went", async (answer) => {
  const { files, diagnostics } = await compiled(
    order.replace("가능여부\n", `${answer}\n`).replace("가능여부 = true", "재고 충분"),
  );
  expect(files.get("shop/재고서비스.handler.ts")).toContain("Promise<void>");
  expect(diagnostics.map(({ code }) => code)).toEqual(["link/sql-gives-no-row"]);
});
