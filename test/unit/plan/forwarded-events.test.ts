import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** The generated files by the end of their names, and the codes of all diagnostics. */
async function generated(lines: string) {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${lines}\n@enduml\n`);
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value[0]?.files ?? [];
  return {
    file: (name: string) => files.find(({ path }) => path.endsWith(`/${name}`))?.content ?? "",
    codes: diagnostics.map(({ code }) => code),
  };
}

const service = (rest: string) => `actor Client
participant Service
participant Repo
database DB
Client -> Service : findOrder(orderId)
Service -> Repo : load(orderId)
Repo -> DB : SELECT customer_id, total FROM customer_orders WHERE id = {orderId}
${rest}`;

test.each([
  ['throw OrderNotFoundException("주문이 없습니다")', 'throw new OrderNotFoundException("주문이 없습니다");'],
  ["throws OrderNotFoundException", "throw new OrderNotFoundException();"],
  ["raise OrderNotFoundError: gone", 'throw new OrderNotFoundError("gone");'],
])("an arrow to oneself that says %s ends the work as an error", async (label, code) => {
  const { file, codes } = await generated(
    service(`DB --> Repo : row
Repo --> Service : order
alt order found
  Service --> Client : order
else order not found
  Service -> Service : ${label}
end`),
  );
  expect(codes).toEqual([]);
  expect(file("service.handler.ts")).toContain(code);
  expect(file("service.handler.ts")).not.toContain("NotImplementedError");
  expect(file("steps.gen.ts")).toMatch(/answers\("Client", "OrderNotFound/);
});

test("a throw to oneself after which the caller is answered stays a step of one's own", async () => {
  const { file } = await generated(
    service(`DB --> Repo : row
Repo --> Service : order
alt order found
  Service --> Client : order
else order not found
  Service -> Service : throw OrderNotFoundException("gone")
  Service --> Client : null
end`),
  );
  expect(file("steps.gen.ts")).toMatch(/does\("OrderNotFoundException"\)/);
});

test.each([
  ["row", "order", "Order"],
  ["result", "purchase", "Purchase"],
  ["행", "purchaseInfo", "PurchaseInfo"],
])("%s of a query that is handed on as %s is one", async (row, name, type) => {
  const { file } = await generated(
    service(`DB --> Repo : ${row}
Repo --> Service : ${name}
Service --> Client : {"customerId": "c-1", "total": 10}`),
  );
  expect(file("messages.gen.ts")).toContain(`export const ${type} = z.object({`);
  expect(file("service.handler.ts")).toContain(`${name}.customer_id`);
});

test("what several queries give goes by the name of each", async () => {
  const { file } = await generated(
    service(`DB --> Repo : row
Repo --> Service : order
Service -> Repo : owner(orderId)
Repo -> DB : SELECT name, email FROM people WHERE order_id = {orderId}
DB --> Repo : row
Repo --> Service : owner
Service --> Client : {"total": 10, "email": "a@b.c"}`),
  );
  expect(file("service.handler.ts")).toContain("order.total");
  expect(file("service.handler.ts")).toContain("owner.email");
});

const forwarder = (note: string, payload = "{orderId, total}") => `queue "Kafka\\norders" as In
participant Forwarder
queue "Kafka\\nfinalized" as Out
In -> Forwarder : OrderPlaced 이벤트 {orderId, total}
note right of Forwarder : ${note}
Forwarder -> Out : OrderFinalized 이벤트 ${payload}`;

test.each([
  ["같은 주문(orderId)의 이벤트는 순서 보장", "orderId"],
  ["events keep their order per orderId", "orderId"],
  ["파티션 키: orderId", "orderId"],
  ["같은 주문의 이벤트는 순서대로 처리", undefined],
  ["순서 보장 없음 (orderId)", undefined],
])("%s: events are published with the key %s", async (note, key) => {
  const { file } = await generated(forwarder(note));
  const wiring = file("wiring.gen.ts");
  expect(/key: "(\w+)"/u.exec(wiring)?.[1]).toBe(key);
});

test("a key that no published event has is told", async () => {
  const out = `participant Shop
queue "Kafka\\nfinalized" as Out
actor Client
Client -> Shop : close(orderId)
note right of Shop : in order per customerId
Shop -> Out : OrderFinalized event {orderId}`;
  expect((await generated(out)).codes).toContain("policy/nobody-keeps");
});
