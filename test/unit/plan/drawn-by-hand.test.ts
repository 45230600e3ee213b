import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** All handlers, white space folded. */
async function codeOf(...lines: readonly string[]): Promise<string> {
  const source = sourceFile("diagrams/x.puml", `@startuml\n${lines.join("\n")}\n@enduml\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const handlers = value.flatMap(({ files }) => files).filter(({ path }) => path.endsWith(".handler.ts"));
  return handlers.map(({ content }) => content.replaceAll(/\s+/g, " ")).join("\n");
}

test("what an earlier branch has taken is not compared with again", async () => {
  const code = await codeOf(
    "actor 손님",
    "participant 매장",
    "participant 등급",
    "손님 -> 매장 : 입장(id)",
    "매장 -> 등급 : 조회(id)",
    "등급 --> 매장 : Level {level: GOLD | SILVER | NONE, vip: boolean}",
    "alt level = GOLD or level = SILVER",
    "  매장 -> 등급 : 할인(id)",
    "else unless level = GOLD",
    "  매장 -> 등급 : 가입권유(id)",
    "end",
    "alt level != NONE and level = GOLD and vip",
    "  매장 -> 등급 : 라운지(id)",
    "else level in (GOLD, SILVER)",
    "  매장 -> 등급 : 적립(id)",
    "else",
    "  매장 -> 등급 : 안내(id)",
    "end",
  );
  expect(code).toContain(
    `if (level.level === "GOLD" || level.level === "SILVER") { await this.#등급.할인(id); } else { await this.#등급.가입권유(id); }`,
  );
  expect(code).toContain(
    `if (level.level !== "NONE" && level.level === "GOLD" && level.vip) { await this.#등급.라운지(id); } else if (level.level === "GOLD" || level.level === "SILVER") {`,
  );
});

const row = [
  "actor 회원",
  "participant 서비스",
  "database DB",
  "회원 -> 서비스 : GET /coupons/{couponId}",
  "서비스 -> DB : SELECT id, label FROM coupons WHERE id = :couponId",
  "DB --> 서비스 : Coupon {id, label}",
];

test.each([
  ["쿠폰이 없음", "404 Not Found", "유효한 쿠폰"],
  ["쿠폰이 존재하지 않음", "404 쿠폰 없음", "정상"],
  ["coupon does not exist", "404: no such coupon", "fine"],
])("%s, which is answered with %s, is that no row came back", async (guard, answer, otherwise) => {
  const code = await codeOf(
    ...row,
    `alt ${guard}`,
    `  서비스 --> 회원 : ${answer}`,
    `else ${otherwise}`,
    "  서비스 --> 회원 : 200 OK {id, label}",
    "end",
  );
  expect(code).toContain(
    "if (coupon === null) { return { status: 404 }; } return { status: 200, body: coupon };",
  );
});

test("what is lacking may be what the row says, where nobody answers that it is not found", async () => {
  const code = await codeOf(
    ...row,
    "alt 잔여 수량 없음",
    "  서비스 --> 회원 : 409 Conflict",
    "else 정상",
    "  서비스 --> 회원 : 200 OK {id, label}",
    "end",
  );
  expect(code).toContain("if (await this.잔여수량없음(couponId, coupon)) { return { status: 409 }; }");
});

test("an answer may say behind its name that it may lack", async () => {
  const code = await codeOf(
    ...row.slice(0, 5),
    "DB --> 서비스 : coupon (nullable)",
    "opt coupon exists",
    "  서비스 -> DB : DELETE FROM coupons WHERE label = :coupon.label",
    "end",
    "서비스 --> 회원 : 204 No Content",
  );
  expect(code).toContain(
    "if (coupon !== null) { await this.#db.query(sql`DELETE FROM coupons WHERE label = ${coupon.label}`); }",
  );
});

test("`updated` is how many rows were", async () => {
  const code = await codeOf(
    "actor 회원",
    "participant 서비스",
    "database DB",
    "회원 -> 서비스 : cancel(orderId)",
    "서비스 -> DB : UPDATE orders SET state = 'CANCELLED' WHERE id = :orderId",
    "DB --> 서비스 : updated",
    "alt updated == 0",
    "  서비스 --> 회원 : 409 이미 취소됨",
    "else",
    "  서비스 --> 회원 : 200 정상 처리",
    "end",
  );
  expect(code).toContain("if (updated === 0) { return { status: 409 }; } return { status: 200 };");
});

test.each([
  ["a value first", ["쿠폰 없음", "이미 사용한 쿠폰", "label = EXPIRED", "label = HELD"], "404 Not Found"],
  ["somebody first", ["점검 시간", "label = EXPIRED", "label = HELD", "그 외"], "503 Service Unavailable"],
])("values and somebody are asked in one alt, each in its own way: %s", async (_, guards, answer) => {
  const [first = "", ...others] = guards;
  const code = await codeOf(
    ...row,
    `alt ${first}`,
    `  서비스 --> 회원 : ${answer}`,
    ...others.flatMap((guard, index) => [
      `else ${guard}`,
      `  서비스 -> 서비스 : step${index}(couponId)`,
      `  서비스 --> 회원 : 20${index} {label}`,
    ]),
    "end",
  );
  expect(code).toContain(
    first === "점검 시간" ? "if (await this.점검시간(couponId, coupon))" : "if (coupon === null)",
  );
  expect(code).toContain(`case "EXPIRED":`);
  expect(code).toContain("body: { label: coupon.label }");
});

test("`explain` says of each guard of such an alt who is asked", async () => {
  const source = sourceFile(
    "diagrams/x.puml",
    [
      "@startuml",
      ...row,
      "alt 쿠폰이 없음",
      "  서비스 --> 회원 : 404 쿠폰 없음",
      "else 이미 사용함",
      "  서비스 --> 회원 : 409 사용한 쿠폰",
      "else 정상",
      "  서비스 --> 회원 : 200 OK {label}",
      "end",
      "@enduml",
    ].join("\n"),
  );
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const said = value.flatMap(({ coverage }) => coverage ?? []).filter(({ subject }) => subject === "guard");
  expect(said.map(({ text, became }) => `${text}: ${became}`)).toEqual([
    "쿠폰이 없음: code",
    "이미 사용함: stub",
    "정상: stub",
  ]);
});

test.each([
  ["CouponUsed 이벤트 발행 (couponId, label)", "{ couponId, label: coupon.label }"],
  ["CouponUsed(couponId, label)", "{ couponId, label: coupon.label }"],
  ["coupon.used 발행(couponId)", "{ couponId }"],
  ["CouponUsed (couponId: uuid, label: string)", "{ couponId, label: coupon.label }"],
])("%s is an event with that payload", async (label, payload) => {
  const code = await codeOf(
    ...row,
    'queue "Kafka\\ncoupons" as K',
    `서비스 ->> K : ${label}`,
    "서비스 --> 회원 : 204 No Content",
  );
  expect(code).toContain(`publishCouponUsed(${payload})`);
});

test.each([
  "CouponUsed 이벤트 발행 (비동기)",
  "CouponUsed 이벤트 발행 (topic: coupons)",
  "CouponUsed 이벤트 (at least once)",
])("what stands in the brackets of %s is no payload", async (label) => {
  const code = await codeOf(
    ...row,
    'queue "Kafka\\ncoupons" as K',
    `서비스 ->> K : ${label}`,
    "서비스 --> 회원 : 204 No Content",
  );
  expect(code).toContain("provideCouponUsed(");
});

test.each([
  ["left = 0 (품절)", "if (amount.left === 0)"],
  ["품절 (left = 0)", "if (amount.left === 0)"],
  ["left > 100 (VIP만)", "if (await this."],
  ["left > 100 (재고 있고 open)", "if (await this."],
])("a guard and what it is called: %s", async (guard, condition) => {
  const code = await codeOf(
    "actor 손님",
    "participant 매장",
    "participant 재고",
    "손님 -> 매장 : 주문(id)",
    "매장 -> 재고 : 조회(id)",
    "재고 --> 매장 : Amount {left: number}",
    `opt ${guard}`,
    "  매장 -> 재고 : 발주(id)",
    "end",
  );
  expect(code).toContain(condition);
});
