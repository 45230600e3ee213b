import { expect, test } from "vitest";
import { carried, linked } from "../../support/linked.ts";

test.each([
  ["a parameter of the same name", "A -> B: go(id)\nB -> C: load(id)", 2, "id = id"],
  ["a field of what was received", "A -> B: Placed {id, name}\nB -> C: load(id)", 2, "id = placed.id"],
  [
    "a field, whatever its spelling",
    "A -> B: Placed {order_id}\nB -> C: load(orderId)",
    2,
    "orderId = placed.order_id",
  ],
  [
    "an earlier answer",
    "A -> B: go(id)\nB -> C: load(id)\nC --> B: order\nB -> D: ship(order)",
    4,
    "order = order",
  ],
  [
    "a field of an earlier answer",
    "A -> B: go(id)\nB -> C: load(id)\nC --> B: Order {price}\nB -> D: charge(price)",
    4,
    "price = order.price",
  ],
  [
    "a field of the body of an HTTP answer",
    'A -> B: go(id)\nB -> C: GET /orders/{id}\nC --> B: 200 OK\\n{"price": 3}\nB -> D: charge(price)',
    4,
    "price = response.body.price",
  ],
  [
    "the latest of several that have it",
    "A -> B: Placed {id, price}\nB -> C: load(id)\nC --> B: Order {price}\nB -> D: charge(price)",
    4,
    "price = order.price",
  ],
  ["a literal", 'A -> B: go(id)\nB -> C: log("seen", 3, true)', 2, 'value = "seen", amount = 3, flag = true'],
  [
    "the holes of a Redis key",
    "A -> B: Placed {id}\nB -> Cache: GET order:{id}:lines",
    2,
    'key = "order:{placed.id}:lines"',
  ],
  [
    "the time to live that SET is given",
    "A -> B: Placed {id, name}\nB -> Cache: SET order:{id} {name} EX 3600",
    2,
    'key = "order:{placed.id}", value = placed.name, ttlSeconds = 3600',
  ],
  [
    "milliseconds that SET is given",
    "A -> B: Placed {id}\nB -> Cache: SET lock:{id} 1 NX PX 30000",
    2,
    'key = "lock:{placed.id}", value = "1", onlyIfAbsent = true, ttlMs = 30000',
  ],
  [
    "what SET leaves alone",
    "A -> B: Placed {id}\nB -> Cache: SET lock:{id} 1 XX KEEPTTL",
    2,
    'key = "lock:{placed.id}", value = "1", onlyIfPresent = true, keepTtl = true',
  ],
  [
    "when EXPIRE is to act",
    "A -> B: Placed {id}\nB -> Cache: EXPIRE lock:{id} 60 NX",
    2,
    'key = "lock:{placed.id}", seconds = 60, onlyIf = "NX"',
  ],
  [
    "every value of a list command, numbers as text",
    'A -> B: POST /carts/{id}\\n{"sku": "a", "count": 2}\nB -> Cache: RPUSH cart:{id} {sku} {count}',
    2,
    'key = "cart:{id}", value = body.sku, value = "{body.count}"',
  ],
  [
    "every field of a hash",
    "A -> B: Placed {id, name}\nB -> Cache: HSET order:{id} name {name} state OPEN",
    2,
    'key = "order:{placed.id}", field = "name", value = placed.name, field = "state", value = "OPEN"',
  ],
  [
    "every key that is deleted",
    "A -> B: Placed {id, name}\nB -> Cache: DEL order:{id} name:{name}",
    2,
    'key = "order:{placed.id}", key = "name:{placed.name}"',
  ],
  ["the path of a request", "A -> B: Placed {id}\nB -> C: GET /orders/{id}", 2, "id = placed.id"],
  [
    "what a query writes out",
    "A -> B: go(sku)\nB -> C: GET /stock/{sku}?limit=10&state=OPEN&from={sku}",
    2,
    'sku = sku, limit = 10, state = "OPEN", from = sku',
  ],
  [
    "a payload field by field",
    "A -> B: go(id, name)\nB -> C: Created {id, name, kind: NEW}",
    2,
    'created = { id: id, name: name, kind: "NEW" }',
  ],
  [
    "a whole payload handed on",
    "A -> B: Placed {id, name}\nB -> C: Placed {id, name}",
    2,
    "placed = { id: placed.id, name: placed.name }",
  ],
  [
    "a sentence, which hands on what was given",
    "A -> B: go(id, name)\nB -> C: tell them",
    2,
    "id = id, name = name",
  ],
])("an argument comes from %s", (_, lines, line, flow) => {
  expect(carried(linked(lines).step(line))).toBe(flow);
});

test("what is not in scope is a hole, filled once and known from then on", () => {
  const { model, step } = linked("A -> B: go(id)\nB -> C: save(order)\nB -> D: ship(order)");
  expect(carried(step(2))).toBe("order = ‹order: not said›");
  expect(carried(step(3))).toBe("order = order");
  expect(model.holes.map(({ name, step: at }) => [name, at])).toEqual([["order", step(2).id]]);
});

test("what only one branch learned is not known after it", () => {
  const lines = `
    A -> B: go(id)
    opt maybe
      B -> C: load(id)
      C --> B: order
    end
    B -> D: ship(order)`;
  expect(carried(linked(lines).step(6))).toBe("order = ‹order: not said›");
});

test("what every branch learned is known after them", () => {
  const lines = `
    A -> B: go(id)
    alt one
      B -> C: load(id)
      C --> B: order
    else other
      B -> D: load(id)
      D --> B: order
    end
    B -> E: ship(order)`;
  expect(carried(linked(lines).step(9))).toBe("order = order");
});

test("what one participant knows, another does not", () => {
  const { step } = linked("A -> B: go(id)\nB -> C: ping()\nC -> D: load(id)");
  expect(carried(step(3))).toBe("id = ‹id: not said›");
});

test("an outsider's values are nobody's business, but those that are written out", () => {
  const { step, model } = linked('A -> B: go(id, "NOW")');
  expect(carried(step(1))).toBe('id = ‹id: not said›, value = "NOW"');
  expect(model.holes).toEqual([]);
});

const update = (columns: string): string =>
  `database DB\nA -> B: go(itemId, imageUrls)\nB -> DB: UPDATE items SET ${columns} WHERE item_id = ?`;

test("a SQL parameter is bound to the argument of its column's name, or the only one that shares a word with it", () => {
  expect(carried(linked(update("content_images = ?")).step(3))).toBe(
    "statement = SQL with imageUrls, itemId",
  );
});

test("a SQL parameter that no argument fits is a hole of its column's name", () => {
  const { step, model } = linked(update("price = ?"));
  expect(carried(step(3))).toBe("statement = SQL with ‹price: not said›, itemId");
  expect(model.holes.map(({ name }) => name)).toEqual(["price"]);
});

test("a SQL parameter with two arguments that would fit is not guessed", () => {
  const lines = `
    database DB
    A -> B: go(frontImage, backImage)
    B -> DB: UPDATE items SET main_image = ?`;
  expect(carried(linked(lines).step(3))).toBe("statement = SQL with ‹mainImage: not said›");
});

test.each([
  ["B --> A: done", "nothing"],
  ["B --> A: (return)", "nothing"],
  ['B --> A: throw Gone("x")', "throws"],
  ["B --> A: null", "result = null"],
  ["B --> A: id", "id = id"],
  ["B --> A: Answer {id, state: OK}", 'answer = { id: id, state: "OK" }'],
])("an answer carries what is drawn: %s", (reply, flow) => {
  expect(carried(linked(`A -> B: go(id)\n${reply}`).step(2))).toBe(flow);
});

test("an HTTP status without a body hands on the body that was received", () => {
  const lines = `
    A -> B: GET /orders/{id}
    B -> C: GET /orders/{id}
    C --> B: 200 OK\\n{"name": "x"}
    B --> A: 200 OK`;
  expect(carried(linked(lines).step(4))).toBe("response = { status: 200, body: response.body }");
});

test("all answers to one call go by one name", () => {
  const lines = `
    A -> B: go(id)
    B -> C: load(id)
    alt there
      C --> B: Order {price}
    else gone
      C --> B: null
    end`;
  const { step } = linked(lines);
  expect(carried(step(4))).toBe("order = { price: ‹price: not said› }");
  expect(carried(step(6))).toBe("order = null");
});

test("what goes on in the background knows what it was given", () => {
  const lines = `
    A -> B: go(id)
    B -> B: work(id)
    note right of B: runs in background
    B --> A: (return)
    B -> C: load(id)`;
  const { step } = linked(lines);
  expect(step(2)).toMatchObject({ kind: "self", background: true });
  expect(carried(step(5))).toBe("id = id");
});

test("a guard is decided by the latest value that has its field", () => {
  const lines = `
    A -> B: go(id)
    B -> C: load(id)
    C --> B: Order {state}
    alt state = OPEN
      B -> D: ship(id)
    else state = DONE
      B -> D: bill(id)
    end`;
  const { step, model } = linked(lines);
  expect(step(3).decides).toEqual([{ fragment: model.fragments[0]?.id, name: "state", field: "state" }]);
  expect(step(1).decides).toEqual([]);
});

test("a guard may be decided by an argument", () => {
  const lines = "A -> B: Changed {kind}\nalt kind = NEW\nB -> C: x()\nelse kind = OLD\nB -> C: y()\nend";
  expect(linked(lines).step(1).decides).toMatchObject([{ field: "changed.kind" }]);
});

test("two things of one name that take different arguments are two methods", () => {
  const { model } = linked("A -> B: find(id)\nA -> B: find(id, name)");
  expect(model.participants[1]?.operations.map(({ method }) => method)).toEqual([
    "find",
    "findWithIdAndName",
  ]);
});

test("what is known is handed on as a whole only where it can be what is asked for", () => {
  const lines = `
    A -> B: POST /reports\\n{"title": "Q1", "pages": 3}
    B -> C: POST /mails\\n{"to": "a@b.c"}
    B -> D: POST /copies\\n{"title": "Q1", "pages": 3}`;
  const { step } = linked(lines);
  expect(carried(step(2))).toBe("body = { to: ‹to: not said› }");
  expect(carried(step(3))).toBe("body = { title: body.title, pages: body.pages }");
});

test("rows that name no values are filled with another one each", () => {
  const { step } = linked(
    "database DB\nA -> B: go()\nB -> DB: INSERT INTO lines (sku, qty) VALUES (?, ?), (?, ?)\nDB --> B: done",
  );
  expect(carried(step(3))).toMatch(/sku: not said.*qty: not said.*sku2: not said.*qty2: not said/u);
});

test("a note across the drawing belongs to no arrow", () => {
  const { model } = linked("A -> B: x()\nB --> A: done\nnote across: timeout 5s");
  expect(model.policies.map(({ kind, step, at }) => [kind, step, at])).toEqual([["timeout", undefined, {}]]);
});

test.each([
  [
    "an example in an answer gives way to what is known",
    'A -> B: GET /users/{id}\nB -> DB: SELECT * FROM users WHERE id = :id\nDB --> B: User {id, name}\nB --> A: 200 OK\\n{"id": "u1", "name": "Kim", "points": 3}',
    4,
    "response = { status: 200, body: { id: id, name: user.name, points: \u2039points: not said\u203a } }",
  ],
  [
    "an answer of that name hides no parameter of another type",
    "A -> B: setTier(user, tier)\nB -> D: SELECT * FROM tiers WHERE name = :tier\nD --> B: Tier {user, level}\nB -> M: TierChanged {user, tier, level}",
    4,
    "tierChanged = { user: user, tier: tier, level: tierValue.level }",
  ],
  [
    "a text takes the text of two values of one name",
    "A -> B: move(region)\nB -> D: load(region)\nD --> B: Region {code}\nB -> Cache: GET stock:{region}:{code}",
    4,
    'key = "stock:{region}:{regionValue.code}"',
  ],
  [
    "an id that two answers have is not guessed",
    "A -> B: go(userId)\nB -> D: loadUser(userId)\nD --> B: User {id, email}\nB -> E: loadTeam(userId)\nE --> B: Team {id, label}\nB -> F: welcome(id, email, label)",
    6,
    "id = \u2039id: not said\u203a, email = user.email, label = team.label",
  ],
  [
    "an id that one answer has is found",
    "A -> B: go(userId)\nB -> D: loadUser(userId)\nD --> B: User {id, email}\nB -> F: welcome(id)",
    4,
    "id = user.id",
  ],
])("%s", (_, lines, line, flow) => {
  expect(carried(linked(lines).step(line))).toBe(flow);
});
