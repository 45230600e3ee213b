import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** All handlers and messages, white space folded. */
async function made(...lines: readonly string[]): Promise<string> {
  const source = sourceFile("diagrams/x.puml", `@startuml\n${lines.join("\n")}\n@enduml\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  return value
    .flatMap(({ files }) => files)
    .filter(({ path }) => /\.handler\.ts$|messages\.gen\.ts$/.test(path))
    .map(({ content }) => content.replaceAll(/\s+/g, " "))
    .join("\n");
}

test("records without a name are one thing where they have the same fields, and else go by what was asked", async () => {
  const code = await made(
    "actor 손님",
    "participant 예매",
    "participant 좌석",
    "participant 쿠폰",
    "손님 -> 예매 : 예매하기(공연Id)",
    "예매 -> 좌석 : hold(공연Id)",
    "좌석 --> 예매 : {seatNo}",
    "예매 -> 쿠폰 : issue(seatNo)",
    "쿠폰 --> 예매 : {couponCode, rate}",
    "예매 -> 좌석 : confirm(couponCode)",
    "좌석 --> 예매 : ok",
    "예매 --> 손님 : {seatNo}",
  );
  expect(code).toContain("async hold(공연Id: string): Promise<Payload>");
  expect(code).toContain("Promise<IssueResult>");
  expect(code).toContain("confirm(issueResult.couponCode)");
  expect(code).toContain("return payload;");
});

test("what one call is answered with on several paths is one thing", async () => {
  const code = await made(
    "actor C",
    "participant Shop",
    "participant Seat",
    "C -> Shop : book(showId)",
    "Shop -> Seat : hold(showId)",
    "alt free",
    "  Seat --> Shop : {seatNo}",
    "  Shop --> C : {seatNo}",
    "else full",
    "  Seat --> Shop : {position}",
    "  Shop --> C : {position}",
    "end",
  );
  expect(code.match(/Promise<Payload>/g)?.length).toBeGreaterThanOrEqual(2);
});

test("what a payment answered on the way is no body of another answer, and what only passes through is", async () => {
  const code = await made(
    "actor C",
    "participant Api",
    "participant Pay",
    "participant Read",
    "C -> Api : POST /trips {from}",
    "Api -> Pay : POST /charge {amount}",
    "Pay --> Api : 200 OK {receipt}",
    "Api --> C : 201 Created",
    "C -> Api : GET /trips/{tripId}",
    "Api -> Read : GET /internal/{tripId}",
    "Read --> Api : 200 OK {to}",
    "Api --> C : 200 OK",
  );
  expect(code).toContain("return { status: 201 };");
  expect(code).toContain("return this.#read.getInternal(tripId);");
});

test("what a key holds may be missing where a guard asks for it, however the answer is drawn", async () => {
  const code = await made(
    "participant G",
    "participant S",
    'database "Redis" as R',
    "G -> S : 조회(cartId)",
    "S -> R : GET cart:{cartId}",
    "R --> S : cart",
    "alt cart가 없음",
    "  S --> G : throw NoCart",
    "else",
    "  S --> G : cart",
    "end",
  );
  expect(code).not.toContain("decodeStoredJson");
  expect(code).toContain("decodeJson(Cart,");
});

test.each([
  ["상품 목록", "상품목록", "상품"],
  ["商品リスト", "商品リスト", "商品"],
])("rows answered as %s are the same list wherever they are handed on", async (words, list, one) => {
  const code = await made(
    "actor C",
    "participant Api",
    "participant Repo",
    "database DB",
    "C -> Api : GET /products?kind={kind}",
    "Api -> Repo : findByKind(kind)",
    "Repo -> DB : SELECT id, price FROM product WHERE kind = :kind",
    `DB --> Repo : ${words}`,
    `Repo --> Api : ${words}`,
    `Api --> C : 200 OK (${words})`,
  );
  expect(code).toContain(`Promise<${one}[]>`);
  expect(code).toContain(`body: ${list} }`);
});
