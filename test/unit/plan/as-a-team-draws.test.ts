import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

interface Made {
  /** All handlers, white space folded. */
  readonly code: string;
  /** What was noticed, without its hints. */
  readonly told: readonly string[];
}

async function made(...lines: readonly string[]): Promise<Made> {
  const source = sourceFile("diagrams/x.puml", `@startuml\n${lines.join("\n")}\n@enduml\n`);
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const handlers = value.flatMap(({ files }) => files).filter(({ path }) => path.endsWith(".handler.ts"));
  return {
    code: handlers.map(({ content }) => content.replaceAll(/\s+/g, " ")).join("\n"),
    told: diagnostics.map(({ code, message }) => `${code} ${message}`),
  };
}

test("a row that may lack, and what it holds, decide together", async () => {
  const { code, told } = await made(
    "participant Api",
    "participant OrderService as Svc",
    "database DB",
    "Api -> Svc : cancel(orderId)",
    "Svc -> DB : SELECT id, status FROM orders WHERE id = :orderId FOR UPDATE",
    "DB --> Svc : order",
    "alt order 없음",
    "  Svc --> Api : OrderNotFoundException",
    "else order.status = SHIPPED",
    "  Svc --> Api : AlreadyShippedException",
    "else 취소 가능",
    "  Svc --> Api : 취소 완료",
    "end",
  );
  expect(code).toContain("if (order === null) { throw new OrderNotFoundException(); }");
  expect(code).toContain(`if (order.status === "SHIPPED") {`);
  expect(told.filter((one) => one.startsWith("link/"))).toEqual([]);
});

test("yes and no of Redis are its numbers, or an answer that lacks", async () => {
  const { code, told } = await made(
    "participant Api",
    "participant CouponService as Svc",
    "database Redis",
    "Api -> Svc : issue(couponId, userId)",
    "Svc -> Redis : SISMEMBER coupon:{couponId}:users {userId}",
    "Redis --> Svc : alreadyIssued",
    "alt alreadyIssued = true",
    "  Svc --> Api : DuplicateCouponException",
    "else",
    "  Svc -> Redis : SET lock:{couponId} 1 NX EX 5",
    "  Redis --> Svc : acquired",
    "  opt 락 획득 실패 (acquired = false)",
    "    Svc -> Svc : 대기(couponId)",
    "  end",
    "  Svc --> Api : 발급 완료",
    "end",
  );
  expect(code).toContain("if (alreadyIssued !== 0) {");
  expect(code).toContain("if (acquired === null) {");
  expect(told.filter((one) => one.startsWith("link/branch"))).toEqual([]);
});

test("the name of a thing and of its field says where a value is from, and who is listed is gone through", async () => {
  const { code } = await made(
    "participant Batch",
    "participant Settlement",
    "database DB",
    "queue settled",
    "Batch -> Settlement : 일 정산 실행(정산일자)",
    "Settlement -> DB : SELECT merchant_id, total FROM payments WHERE paid_on = :정산일자",
    "DB --> Settlement : 가맹점별 합계 목록",
    "loop 각 가맹점",
    "  Settlement -> DB : INSERT INTO settlements (merchant_id, amount) VALUES (:merchantId, :total) RETURNING id",
    "  DB --> Settlement : settlement",
    "  Settlement -> settled : Settled {settlementId, merchantId}",
    "end",
  );
  expect(code).toContain("async 일정산실행(정산일자: string)");
  expect(code).toContain("VALUES (${가맹점.merchant_id}, ${가맹점.total})");
  expect(code).toMatch(/settlementId: settlement(?:\.id)?,/);
});

test("an outside party's answer is an example where a guard asks what it is", async () => {
  const { code, told } = await made(
    "participant Tracker",
    "participant Carrier <<external>>",
    "participant Api",
    "database DB",
    "Api -> Tracker : track(invoiceNo)",
    "Tracker -> Carrier : GET /trackings/{invoiceNo}",
    `Carrier --> Tracker : 200 OK\\n{"status": "DELIVERED", "deliveredAt": "2024-05-01T10:00:00Z"}`,
    "opt status = DELIVERED",
    "  Tracker -> DB : UPDATE deliveries SET delivered_at = :deliveredAt WHERE invoice_no = :invoiceNo",
    "end",
    "Tracker --> Api : 완료",
  );
  expect(code).toContain(`if (response.body.status === "DELIVERED") {`);
  expect(told.filter((one) => one.startsWith("link/branch"))).toEqual([]);
});

test("settings are one thing, and best effort is for what the note says fails", async () => {
  const { code } = await made(
    "participant Api",
    "participant NotificationService as Noti",
    "database DB",
    "participant FCM <<external>>",
    "participant Mailer",
    "Api -> Noti : 발송(userId, title)",
    "Noti -> DB : SELECT email, push_enabled FROM user_settings WHERE user_id = :userId",
    "DB --> Noti : settings",
    "opt settings.pushEnabled = true",
    "  Noti -> FCM : push(userId, title)",
    "end",
    "Noti -> Mailer : send(email, title)",
    "Noti -> DB : INSERT INTO logs (user_id) VALUES (:userId)",
    "Noti --> Api : 완료",
    "note over Noti, FCM : FCM 실패는 무시",
  );
  expect(code).toContain("if (settings.push_enabled) {");
  expect(code).toContain("this.#mailer.send(settings.email, title)");
  expect(code).toContain("await bestEffort(this.#fcm.push(userId, title))");
  expect(code).not.toMatch(/bestEffort\( ?this\.#db/);
});

test("values that nobody knows are told once for the arrow that hands them over", async () => {
  const { told } = await made(
    "participant Api",
    "participant Svc",
    "participant Bank <<external>>",
    "queue paid",
    "Api -> Svc : pay(orderId)",
    "Svc -> Bank : POST /transfers {accountNo, memo, orderId}",
    "Bank --> Svc : 200 OK",
    "Svc -> paid : Paid {orderId, paidAt}",
    "Svc --> Api : 완료",
  );
  expect(told.filter((one) => one.startsWith("link/unknown"))).toEqual([
    `link/unknown-value Nothing that is drawn before says what "accountNo", "memo" are; methods that you write yield them.`,
  ]);
});

test("who serves requests is no queue, and a key that a call is given is none of Redis", async () => {
  const { code } = await made(
    "actor Client",
    "participant QueueApi",
    "participant MinIO",
    "Client -> QueueApi : POST /queue/{eventId} {userId}",
    "QueueApi -> MinIO : putObject(bucket, key: userId)",
    "QueueApi --> Client : 202 Accepted",
  );
  expect(code).toContain("class QueueApi");
  expect(code).toContain("putObject(");
  expect(code).not.toContain("RedisCommands");
});
