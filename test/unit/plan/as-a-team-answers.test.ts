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

test.each([
  ["조회수 증가(product)", "조회수증가(product)"],
  ["재고 확인 요청\\n(productId,\\n kind)", "재고확인요청(productId, kind)"],
  ["알림 등록 (productId: string, kind?)", "알림등록(productId, kind)"],
  ["가격 비교(할인 가격)", "가격비교(할인가격)"],
  ["로그 저장(비동기)", "로그저장비동기(productId, kind)"],
  ["send mail (best effort)", "sendMailBestEffort(productId, kind)"],
])("%s hands over what stands in the brackets, where that is values", async (drawn, called) => {
  const code = await made(
    "actor C",
    "participant Shop",
    "participant Other",
    "C -> Shop : 보기(productId, kind)",
    "Shop -> Other : find(productId)",
    "Other --> Shop : product",
    "Shop -> Other : 할인 가격 조회(product)",
    "Other --> Shop : 할인 가격",
    `Shop -> Other : ${drawn}`,
    "Other --> Shop : ok",
    "Shop --> C : ok",
  );
  expect(code.replaceAll("Value", "")).toContain(`.${called}`);
});

test.each([
  ["409 이미 예약됨", "{ status: 409 }"],
  ["404 (예약 없음)", "{ status: 404 }"],
  ["200 정상 처리", "{ status: 200 }"],
])("%s is that status, and [REST] before a request says nothing", async (answer, made_) => {
  const code = await made(
    "actor C",
    "participant Api",
    "C -> Api : [REST] GET /bookings/{bookingId}",
    `Api --> C : ${answer}`,
  );
  expect(code).toContain("async getBookings(bookingId: string)");
  expect(code).toContain(`return ${made_};`);
});

test("how long a value is kept may stand behind the command, and several keys behind a colon", async () => {
  const code = await made(
    "actor U",
    "participant S",
    'database "레디스" as R',
    "U -> S : 저장(userId, token)",
    "S -> R : SET otp:{userId} {token} (만료 5분)",
    "S -> R : SET s:{userId} {token}\\n(TTL: 1h)",
    "S -> R : 삭제: user:{userId}, cart:{userId}",
    "S --> U : ok",
  );
  expect(code).toContain("{ ttlSeconds: 300 }");
  expect(code).toContain("{ ttlSeconds: 3600 }");
  expect(code).toContain("del(`user:${userId}`, `cart:${userId}`)");
});

test("a queue takes no value back, and a sentence that names what is known, or ends as a value does, brings it", async () => {
  const code = await made(
    'queue "Kafka 결제" as K',
    "participant 정산",
    "participant 은행",
    "K -> 정산 : PaymentMade {paymentId, amount}",
    "정산 -> 은행 : 승인 요청(paymentId)",
    "은행 --> 정산 : 승인 번호",
    "정산 -> 정산 : 수수료 := 계산(amount)",
    "정산 --> K : skip",
    "은행 -> 정산 : 마감(paymentId, amount)",
    "정산 -> 정산 : 수수료 := 계산(amount)",
    "정산 --> 은행 : 수수료",
  );
  expect(code).toContain("async onPaymentMade(event: PaymentMade): Promise<void>");
  expect(code).toContain("async 승인요청(paymentId: string): Promise<string>");
  expect(code).toMatch(/async 마감\(_?paymentId: string, amount: number\): Promise<(?!void)/);
});

test("a guard compares what each branch has brought, and a field that by its name is a number", async () => {
  const code = await made(
    "actor C",
    "participant Price",
    "participant Main",
    "participant Spare",
    "C -> Price : quote(parts, most)",
    "alt main is up",
    "  Price -> Main : ask(parts)",
    "  Main --> Price : {amount}",
    "else",
    "  Price -> Spare : last(parts)",
    "  Spare --> Price : {amount}",
    "end",
    "opt amount > 1000",
    "  Price -> Spare : report(amount)",
    "  Spare --> Price : ok",
    "end",
    "loop for each part in parts",
    "  break part.count > most",
    "    Price -> Price : reject(part)",
    "  end",
    "end",
    "Price --> C : {amount}",
  );
  expect(code).toContain("if (payload.amount > 1000) {");
  expect(code).toContain("if (part.count > most) {");
});

test.each([
  ["== 1. 좌석 있음 ==", "== 2. 매진 ==", ""],
  ["group 좌석 있음", "group Case 2: 매진", "end"],
])("two drawings of one call are told apart by %s and %s", async (one, other, end) => {
  const call = ["C -> Shop : 예매(공연Id)"];
  const code = await made(
    "actor C",
    "participant Shop",
    "participant Seat",
    one,
    ...call,
    "Shop -> Seat : hold(공연Id)",
    "Seat --> Shop : ok",
    "Shop --> C : ok",
    end,
    other,
    ...call,
    "Shop -> Seat : queue(공연Id)",
    "Seat --> Shop : ok",
    "Shop --> C : ok",
    end,
  );
  expect(code).toContain("this.매진(공연Id)");
});

test("one or none is drawn in words, an assigned answer is kept, and a dotted name is a field", async () => {
  const code = await made(
    "actor C",
    "participant Shop",
    "participant 쿠폰함",
    "database DB",
    "C -> Shop : 구매(userId)",
    "Shop -> 쿠폰함 : 최고(userId)",
    "alt 없음",
    "  쿠폰함 --> Shop : 쿠폰 없음",
    "else",
    "  쿠폰함 --> Shop : 할인 쿠폰",
    "end",
    "Shop -> 쿠폰함 : unit := price(userId)",
    "쿠폰함 --> Shop : 판매가",
    "Shop -> 쿠폰함 : fetchProfile(userId)",
    "쿠폰함 --> Shop : profile",
    "Shop -> DB : INSERT INTO visit (name, price) VALUES ({profile.name}, :unit)",
    "Shop --> C : ok",
  );
  expect(code).toContain("Promise<할인쿠폰 | null>");
  expect(code).toMatch(/const unit = await this\.#쿠폰함\.price\(userId\)/);
  expect(code).toContain("${profile.name}");
});

test("what is given under the name of any row is no answer of another name", async () => {
  const code = await made(
    "actor C",
    "participant Shop",
    "C -> Shop : order(item)",
    "Shop -> Shop : 대기열 등록",
    "Shop --> C : ticket",
  );
  expect(code).toContain("return this.provideTicket(item);");
});
