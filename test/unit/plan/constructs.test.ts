import { expect, test, vi } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { typeErrors } from "../../support/type-check.ts";

// The first one to check anything reads TypeScript's own library.
vi.setConfig({ testTimeout: 60_000 });

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

test.each([
  ["for each tag in tags", "tag"],
  ["for each tag", "tag"],
  ["tags as label", "label"],
])("%s goes through the list of that name that is known", async (label, item) => {
  const code = await handler(
    "post-service",
    `actor Client
database DB
Client -> PostService: POST /posts/{id}\\n{"tags": ["news"]}
loop ${label}
PostService -> DB: INSERT INTO tags (post_id, tag) VALUES (:id, :${item})
end
PostService --> Client: 201 Created`,
  );
  const method = `each${item.slice(0, 1).toUpperCase()}${item.slice(1)}`;
  expect(code).toContain(`for (const ${item} of await this.${method}(body)) {`);
  expect(code).toContain(`VALUES (\${id}, \${${item}})`);
  expect(code).toContain(
    `async ${method}(body: PostPostsRequest): Promise<string[]> {\n    return body.tags;\n  }`,
  );
});

test("what no list in scope says is asked of the developer, by the name of one item", async () => {
  const code = await handler(
    "mailer",
    `actor Scheduler
Scheduler -> Mailer: run(batchId)
loop for each follower in followers
Mailer -> Gateway: send(batchId, follower)
end
Mailer --> Scheduler: done`,
  );
  expect(code).toContain("for (const follower of await this.eachFollower(batchId)) {");
  expect(code).toContain("await this.#gateway.send(batchId, follower);");
  expect(code).toContain('throw new NotImplementedError("Mailer.eachFollower", { batchId });');
});

test("an item that only a statement takes is a text", async () => {
  const code = await handler(
    "tagger",
    `actor Scheduler
database DB
Scheduler -> Tagger: run(postId)
loop for each tag in labels
Tagger -> DB: INSERT INTO tags (post_id, tag) VALUES (:postId, :tag)
end
Tagger --> Scheduler: done`,
  );
  expect(code).toContain("eachTag(postId: string): Promise<string[]>");
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
  expect(code).toContain('switch (jobValue.state) {\n        case "NEW":');
  expect(code).toContain("default:\n          await this.#mailer.warn(jobValue.id);");
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

test("a query that is drawn to find nothing looks at the rows and not at the result itself", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database DB
Client -> Shop: place(orderId)
Shop -> DB: SELECT id FROM o WHERE id = :orderId
DB --> Shop: null
opt found is unset
Shop -> DB: UPDATE o SET a = 1 WHERE id = :orderId
end
Shop --> Client: result`,
  );
  expect(code).toContain(".rows[0] ?? null");
});

test("what a store must hold is decoded in one step", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database Redis
Client -> Shop: find(orderId)
Shop -> Redis: GET order:{orderId}
Redis --> Shop: Order {id, total: number}
Shop --> Client: Summary {total}`,
  );
  expect(code).toContain("decodeStoredJson(");
  expect(code).not.toContain("parse(Order, decode");
});

test("what a step of one's own yields is bound and can be passed on", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
Client -> Shop: place(orderId, amount)
Shop -> Shop: compute total
Shop --> Shop: total
Shop -> Billing: charge(total)
Billing --> Shop: ok
Shop --> Client: done`,
  );
  expect(code).toContain("const total = await this.computeTotal(orderId, amount);");
  expect(code).toContain("this.#billing.charge(total);");
  expect(code).not.toContain(" total(");
});

test("a fixed number of rounds is counted, and an open one asks whether to go on", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
Client -> Shop: place(orderId)
loop 3 times
Shop -> Stock: check(orderId)
Stock --> Shop: ok
end
loop 2
Shop -> Stock: touch(orderId)
Stock --> Shop: ok
end
loop up to 5 times
Shop -> Stock: retry(orderId)
Stock --> Shop: ok
end
Shop --> Client: done`,
  );
  expect(code).toContain(
    "for (let round = 1; round <= 3; round += 1) {\n      await this.#stock.check(orderId);",
  );
  expect(code).toMatch(/for \(let round\d? = 1; round\d? <= 2;/);
  expect(code).toMatch(/round\d? <= 5 && \(await this\.repeatUpTo5Times\(orderId, round\d?\)\)/);
});

test("calls that are begun before the first one is answered run at once", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
Client -> Shop: place(orderId)
Shop -> Stock: reserve(orderId)
Shop -> Billing: charge(orderId)
Billing --> Shop: Receipt {receiptId}
Stock --> Shop: Reservation {reservationId}
Shop -> Mailer: confirm(receiptId, reservationId)
Shop --> Client: done`,
  );
  expect(code).toContain("const [reservation, receipt] = await Promise.all([");
  expect(code).toContain("confirm(receipt.receiptId, reservation.reservationId)");
});

test("a payload is checked unless a drawn validation receives all of it", async () => {
  const diagram = (step: string): string => `actor Client
participant Shop
Client -> Shop: place(orderId, amount)
Shop -> Shop: ${step}
Shop -> Stock: reserve(orderId)
Shop --> Client: done`;
  expect(await handler("shop", diagram("validate(orderId)"))).toContain('amount, "amount"');
  expect(await handler("shop", diagram("check stock"))).toContain('amount, "amount"');
  expect(await handler("shop", diagram("validate(orderId, amount)"))).not.toContain('amount, "amount"');
});

test("a divider inside a fragment is announced inside", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
Client -> Shop: place(orderId)
opt late
== Reminder ==
Shop -> Mailer: remind(orderId)
end
Shop -> Mailer: confirm(orderId)
Shop --> Client: done`,
  );
  expect(code).toMatch(/if \(.*\) \{\s+\/\/ Reminder/);
});

test("a note over others than an arrow's ends does not become the doc of its method", async () => {
  const diagram = (place: string): string => `actor Client
participant Shop
database DB
Client -> Shop: place(orderId)
note over ${place}: timeout 5s
Shop -> DB: UPDATE orders SET state = 'NEW' WHERE id = :orderId
Shop --> Client: done`;
  expect(await handler("shop", diagram("Shop, DB"))).not.toContain("Note:");
  expect(await handler("shop", diagram("Shop"))).toContain("Note: timeout 5s");
});

test("a class behind a store hands on the commands beside what it is asked in words", async () => {
  const code = await handler(
    "redis",
    `actor Client
participant Shop
database Redis
Client -> Shop: place(orderId)
Shop -> Redis: SET order:{orderId} 1 EX 60 NX
Shop -> Redis: warm up everything
Shop --> Client: done`,
  );
  expect(code).toContain('async set(...args: Parameters<RedisCommands["set"]>)');
  expect(code).toContain("async warmUpEverything(");
});

test("a query answered by a list with a name takes all rows", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database DB
Client -> Shop: notify(campaignId)
Shop -> DB: SELECT id, email FROM subscribers WHERE campaign_id = :campaignId
DB --> Shop: subscribers [{id, email}]
Shop -> Mailer: send(subscribers)
Shop --> Client: done`,
  );
  expect(code).toMatch(/\.rows,\s+"subscribers"/);
  expect(code).not.toContain("rows[0]");
});

test("a field of HSET whose name is known only at run time is computed", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database Redis
Client -> Shop: put(userId: string, sku: string, quantity: integer)
Shop -> Redis: HSET basket:{userId} {sku} {quantity} state OPEN
Shop --> Client: done`,
  );
  expect(code).toContain('hset(`basket:${userId}`, { [sku]: `${quantity}`, state: "OPEN" });');
});

test("a store keeps an object as its JSON, and gets it back from there", async () => {
  const code = await handler(
    "shop",
    `' @seqwright type Order { id: string, total: number }
actor Client
participant Shop
database Redis
Client -> Shop: place(order: Order)
Shop -> Redis: GET order:latest
Redis --> Shop: latest: Order
Shop -> Redis: SET order:{orderId} {order} EX 60
Shop -> Redis: HSET orders {orderId} {order}
Shop -> Audit: compare(latest)
Shop --> Client: done`,
  );
  expect(code).toContain('decodeStoredJson(Order, await this.#redis.get(`order:latest`), "latest")');
  expect(code).toContain(", JSON.stringify(order), { ttlSeconds: 60 });");
  expect(code).toContain("{ [order.id]: JSON.stringify(order) }");
});

test("fields of what a loop goes through are taken from the item", async () => {
  const code = await handler(
    "shop",
    `' @seqwright type Basket { id: string, lines: Line[] }
' @seqwright type Line { sku: string, qty: integer }
actor Client
participant Shop
database Redis
Client -> Shop: checkout(basket: Basket)
loop for each line in basket.lines
Shop -> Stock: reserve(line.sku, line.qty)
Stock --> Shop: ok
Shop -> Redis: SADD basket:{basket.id} {line.sku}
end
Shop --> Client: done`,
  );
  expect(code).toContain("await this.#stock.reserve(line.sku, line.qty);");
  expect(code).toContain("sadd(`basket:${basket.id}`, line.sku)");
  expect(code).not.toContain("NotImplementedError");
});

test("a number that a guard compares with one value may be any other, too", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database Redis
Client -> Shop: notify(userId)
Shop -> Redis: EXISTS sent:{userId}
Redis --> Shop: sent
alt sent = 0
Shop -> Mailer: send(userId)
else
Shop -> Mailer: skip(userId, sent)
end
Shop --> Client: done`,
  );
  expect(code).toContain("const sent = await this.#redis.exists(`sent:${userId}`);");
  expect(code).toMatch(/if \(sent === 0\) \{\s+await this.#mailer.send\(userId\);\s+\} else \{/);
  expect(code).not.toContain("NotImplementedError");
});

test("what EXISTS is answered with is a number without any guard", async () => {
  const code = await handler(
    "shop",
    `actor Client
participant Shop
database Redis
Client -> Shop: notify(userId)
Shop -> Redis: EXISTS sent:{userId}
Redis --> Shop: sent
Shop -> Audit: note(sent)
Shop --> Client: done`,
  );
  expect(code).toContain("const sent = await this.#redis.exists(`sent:${userId}`);");
  expect(code).toContain("note(sent)");
});

test("a caller has no loop of its own where the one that it asked answers out of a loop", async () => {
  const diagram = (found: string): string => `actor 사용자
participant 서비스
participant 저장소
사용자 -> 서비스: 조회(id)
서비스 -> 저장소: 찾기(id)
loop 3 times
저장소 -> 원본: 읽기(id)
원본 --> 저장소: 행 {준비: boolean}
break 준비 = true
저장소 --> 서비스: null
${found}
end
저장소 -> 저장소: 대기()
end
저장소 --> 서비스: 늦은행 {이름}
서비스 -> 감사: 기록(id)
서비스 --> 사용자: 200 OK`;
  const plain = await handler("서비스", diagram(""));
  expect(plain).toMatch(
    /await this\.#저장소\.찾기\(id\);\s+await this\.#감사\.기록\(id\);\s+return \{ status: 200 \};/,
  );
  const answering = await handler("서비스", diagram("서비스 --> 사용자: 404 Not Found"));
  expect(answering).toMatch(/=== null\) \{\s+return \{ status: 404 \};\s+\}\s+await this\.#감사/);
});

test("what a break answers is not followed by the rest of the round", async () => {
  const diagram = (after: string): string => `actor Client
participant Shop
Client -> Shop: checkout(items: string[])
loop for each item in items
Shop -> Stock: reserve(item)
Stock --> Shop: Reservation {ok: boolean}
break ok = false
Shop --> Client: 409 Conflict
end
Shop -> Stock: confirm(item)
end
${after}`;
  const code = await handler("shop", diagram("Shop --> Client: 200 OK"));
  expect(code).toMatch(/if \(reservation\.ok === false\) \{\s+return \{ status: 409 \};/);
  expect(code).not.toContain("background");
  expect(code).toContain("reserve(item)");
  const later = await handler("shop", diagram("Shop -> Mailer: report(items)"));
  expect(later).toMatch(
    /"after checkout", async \(\) => \{\s+await this\.#mailer\.report\(items\);\s+\}\);\s+return/,
  );
});

test("a value that several branches bring is one variable afterwards", async () => {
  const code = await handler(
    "shop",
    `actor Client
database "Redis" as R
Client -> Shop: GET /orders/{orderId}
Shop -> R: GET order:{orderId}
alt cache miss
R --> Shop: null
Shop -> Store: load(orderId)
Store --> Shop: order
Shop -> R: SET order:{orderId} order EX 300
else cache hit
R --> Shop: order
end
Shop -> Shop: audit(order)
Shop --> Client: 200 OK order`,
  );
  expect(code).toContain("let order = decodeJson(");
  expect(code).toContain("order = await this.#store.load(orderId);");
  expect(code).toContain("await this.audit(order);");
});

test("a value that one branch replaces may be either of the two afterwards", async () => {
  const code = await handler(
    "shop",
    `actor Client
Client -> Shop: buy(id)
Shop -> Store: load(id)
Store --> Shop: price
opt 할인 대상
Shop -> Discounts: reduce(price)
Discounts --> Shop: price
end
Shop -> Bank: charge(price)
Bank --> Shop: ok
Shop --> Client: ok`,
  );
  expect(code).toContain("let price = await this.#store.load(id);");
  expect(code).toContain("  price = await this.#discounts.reduce(price);");
  expect(code).toContain("await this.#bank.charge(price);");
});
