import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { typeErrors } from "../../support/type-check.ts";

/** The generated class of `file` for a diagram, once everything generated has been type-checked. */
async function handler(file: string, diagram: string): Promise<string> {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${diagram}\n@enduml\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value[0]?.files ?? [];
  expect(typeErrors(files)).toEqual([]);
  return files.find(({ path }) => path === `shop/${file}.handler.ts`)?.content ?? "";
}

test("par runs its branches at once and keeps the answer that is used later", async () => {
  const code = await handler(
    "order-service",
    `actor Client
Client -> OrderService: placeOrder(userId)
par
OrderService -> StockService: reserve(userId)
StockService --> OrderService: Reservation {reservationId, items}
else
OrderService -> PaymentService: charge(userId)
PaymentService --> OrderService: Payment {paymentId, amount}
end
OrderService -> OrderService: confirm(payment)
OrderService --> Client: done`,
  );
  expect(code).toContain(
    "const [, payment] = await Promise.all([\n      this.#stockService.reserve(userId),\n      this.#paymentService.charge(userId),\n    ]);",
  );
});

test("an error that is answered in another way is caught; one that is passed on needs no code", async () => {
  const diagram = `actor Client
participant "Order Controller" as Controller
Client -> Controller: POST /orders {userId}
Controller -> OrderService: placeOrder(userId)
OrderService -> UserService: check(userId)
alt blocked
UserService --> OrderService: throw UserBlocked("blocked")
OrderService --> Controller: throw UserBlocked("blocked")
Controller --> Client: 403 Forbidden {"code": "BLOCKED"}
else ok
UserService --> OrderService: ok
OrderService --> Controller: OrderResult {orderId}
Controller --> Client: 201 Created {"status": "ACCEPTED"}
end`;
  const controller = await handler("order-controller", diagram);
  expect(controller).toContain(".catch(caught(UserBlocked));");
  expect(controller).toContain(
    'instanceof UserBlocked) {\n      return { status: 403, body: { code: "BLOCKED" } };',
  );
  expect(await handler("order-service", diagram)).not.toContain("caught");
});

test("break leaves its loop, and a value in scope decides with a switch", async () => {
  const code = await handler(
    "worker",
    `actor Scheduler
Scheduler -> Worker: run(batchId)
loop for each job
Worker -> JobStore: nextJob(batchId)
JobStore --> Worker: Job {id, state}
break no more jobs
Worker -> Mailer: report(batchId)
end
alt state = NEW
Worker -> Mailer: welcome(id)
else state = DONE
Worker -> Mailer: thank(id)
else
Worker -> Mailer: warn(id)
end
end
Worker --> Scheduler: done
Worker -> Mailer: summary(batchId)`,
  );
  expect(code).toContain("await this.#mailer.report(batchId);\n        break;");
  expect(code).toContain('switch (job.state) {\n        case "NEW":');
  expect(code).toContain("default:\n          await this.#mailer.warn(job.id);");
  expect(code).toContain('this.#background.run("after run", async () => {');
});

test("rows of a query are parsed", async () => {
  const code = await handler(
    "order-service",
    `actor Client
database "Order DB" as DB
Client -> OrderService: find(userId)
OrderService -> DB: SELECT id, name FROM users WHERE id = :userId
DB --> OrderService: User {id, name}
OrderService --> Client: User {id, name}`,
  );
  expect(code).toContain(
    "(await this.#db.query(sql`SELECT id, name FROM users WHERE id = ${userId}`)).rows[0]",
  );
});

test("names that collide with keywords, globals and each other stay apart", async () => {
  const code = await handler(
    "promise",
    `actor Client
participant Promise
participant "promise" as other
Client -> Promise: constructor(class, default)
Promise -> other: then(class)
other --> Promise: Object {toString}
Promise --> Client: throw Error("no */ way")`,
  );
  expect(code).toContain("export class Promise");
  expect(code).toContain('("no */ way")');
});

test("a branch that answers nothing where others answer something asks a stub for the answer", async () => {
  const code = await handler(
    "finder",
    `actor Client
Client -> Finder: find(id)
alt missing
Finder --> Client: 404 Not Found
else there
Finder -> Store: load(id)
Finder --> Client: done
end`,
  );
  expect(code).toContain("return { status: 404");
  expect(code).toContain("return this.provideAnswer(");
});
