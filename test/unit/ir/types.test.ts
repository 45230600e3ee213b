import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import type { Overrides } from "../../../generator/ir/model/overrides.ts";
import { linked } from "../../support/linked.ts";

/** Each named type as `explain` writes it. */
function types(lines: string, overrides: Partial<Overrides> = {}): Readonly<Record<string, string>> {
  const { model } = linked(lines, overrides);
  return Object.fromEntries(model.types.map(({ name, type }) => [name, typeText(type)]));
}

/** The parameters of the only method that B offers. */
function parameters(lines: string, overrides: Partial<Overrides> = {}): string {
  const { model } = linked(lines, overrides);
  const [operation] = model.participants.find(({ code }) => code === "B")?.operations ?? [];
  return (operation?.parameters ?? []).map(({ name, type }) => `${name}: ${typeText(type)}`).join(", ");
}

test.each([
  ["orderId", "non-empty string"],
  ["order_id", "non-empty string"],
  ["paid", "string"],
  ["createdAt", "date-time"],
  ["isPaid", "boolean"],
  ["email", "email"],
  ["imageUrl", "uri"],
  ["totalAmount", "number"],
  ["tagIds", "non-empty string[]"],
  ["imageUrls", "uri[]"],
])("a field called %s is a %s, as everywhere", (name, form) => {
  expect(types(`A -> B: Happened {${name}}`)).toEqual({ Happened: `{ ${name}: ${form} }` });
});

test("answers with another written-out value each are told apart by it", () => {
  const lines = `
    A -> B: find(id)
    alt found
      B --> A: Answer {status: FOUND, id}
    else gone
      B --> A: Answer {status: GONE, reason}
    end`;
  expect(types(lines)).toEqual({
    Answer: '{ status: "FOUND", id: non-empty string } | { status: "GONE", reason: string }',
  });
});

test("answers that nothing tells apart are one form, with what only some of them have optional", () => {
  const lines = `
    A -> B: find(id)
    alt found
      B --> A: Answer {id, name}
    else gone
      B --> A: Answer {id}
    end`;
  expect(types(lines)).toEqual({ Answer: "{ id: non-empty string, name?: string }" });
});

test("one variant drawn twice has what only one drawing shows as optional", () => {
  const lines = `
    A -> B: find(id)
    alt first
      B --> A: Answer {status: FOUND, id}
    else second
      B --> A: Answer {status: FOUND}
    else third
      B --> A: Answer {status: GONE}
    end`;
  expect(types(lines)).toEqual({
    Answer: '{ status: "FOUND", id?: non-empty string } | { status: "GONE" }',
  });
});

test("what guards compare a field with are its values", () => {
  const lines = `
    A -> B: OrderChanged {id, kind}
    alt kind = PLACED
      B -> C: placed(id)
    else kind = CANCELLED
      B -> C: cancelled(id)
    end`;
  expect(types(lines)["OrderChanged"]).toBe('{ id: non-empty string, kind: "PLACED" | "CANCELLED" }');
});

test("alternatives that a field lists are its values, there and wherever the field is only named", () => {
  const lines = `
    A -> B: reserve(id)
    B --> A: Reservation {id, state: RESERVED | OUT_OF_STOCK}
    A -> C: Reported {state}`;
  expect(types(lines)).toEqual({
    Reservation: '{ id: non-empty string, state: "RESERVED" | "OUT_OF_STOCK" }',
    Reported: '{ state: "RESERVED" | "OUT_OF_STOCK" }',
  });
});

test("a value that one answer writes out is that answer's, not what everything of the name always is", () => {
  const lines = `
    A -> B: find(id)
    B -> C: load(id)
    C --> B: Order {id, status}
    B --> A: 200 OK\\n{"id": "o-1", "status": "PAID"}`;
  expect(types(lines)).toMatchObject({
    Order: "{ id: non-empty string, status: string }",
    FindResponse: '{ status: 200, body: { id: non-empty string, status: "PAID" } }',
  });
});

test("several values that answers write out are the values there are", () => {
  const lines = `
    A -> B: find(id)
    B -> C: load(id)
    C --> B: Order {id, status}
    alt one
      B --> A: 200 OK\\n{"status": "PAID"}
    else other
      B --> A: 409 Conflict\\n{"status": "OPEN"}
    end`;
  expect(types(lines)["Order"]).toBe('{ id: non-empty string, status: "PAID" | "OPEN" }');
});

test("what a list shows are examples of its elements", () => {
  const lines = 'A -> B: find(id)\nB --> A: 200 OK\\n{"lines": [{"sku": "A1", "kind": "GIFT", "qty": 2}]}';
  expect(types(lines)["FindResponse"]).toBe(
    "{ status: 200, body: { lines: { sku: string, kind: string, qty: number }[] } }",
  );
});

test.each([
  [
    "a field that is also an argument is text",
    "A -> B: save(pageNo)\nA -> C: Saved {pageNo}",
    "pageNo: string",
  ],
  ["a part of a key is text", "A -> B: save(pageNo)\nB -> Cache: GET page:{pageNo}", "pageNo: string"],
  ["several things are no text", "A -> B: save(pages)\nA -> C: Saved {pages}", "pages: Pages"],
])("what nothing describes has one type wherever it stands: %s", (_, lines, expected) => {
  expect(parameters(lines)).toBe(expected);
  expect(types(lines)["Saved"] ?? `{ ${expected} }`).toBe(`{ ${expected} }`);
});

test.each([
  ["int", "integer"],
  ["Long", "integer"],
  ["double", "number"],
  ["Money", "number"],
  ["LocalDateTime", "date-time"],
])("a field of type %s is a %s", (type, form) => {
  expect(types(`A -> B: Happened {value: ${type}}`)).toEqual({ Happened: `{ value: ${form} }` });
});

test("a plural beside its singular is a list of such", () => {
  const lines = "A -> B: start(jobs)\nloop for each job\nB -> C: run(job)\nend\nB -> D: JobsStarted {jobs}";
  expect(parameters(lines)).toBe("jobs: Job[]");
  expect(types(lines)["JobsStarted"]).toBe("{ jobs: Job[] }");
});

test("a note's states are the values of the field that it speaks of", () => {
  const lines = `
    A -> B: OrderChanged {id, status}
    note over B: status: OPEN → PAID → SHIPPED`;
  expect(types(lines)["OrderChanged"]).toBe('{ id: non-empty string, status: "OPEN" | "PAID" | "SHIPPED" }');
});

test("example data in a note shows the form of what was passed, not its value", () => {
  const lines = `
    A -> B: save(picture)
    note over B
    {
    "title": "Sunset",
    "url": "https://cdn.example/sunset.png"
    }
    end note`;
  expect(types(lines)).toEqual({ Picture: "{ title: string, url: uri }" });
  expect(parameters(lines)).toBe("picture: Picture");
});

test("a name means one thing: what is drawn of it in one place is known in all", () => {
  const lines = `
    A -> B: save(address)
    B -> C: AddressSaved {address: {street, city}}`;
  expect(types(lines)["Address"]).toBe("{ street: string, city: string }");
  expect(parameters(lines)).toBe("address: Address");
});

test("a written-out id or date is an example of its kind, a written-out state is meant", () => {
  const lines =
    'A -> B: x()\nB --> A: 200 OK\\n{"orderId": "o-1", "status": "OPEN", "createdAt": "2024-01-01T00:00:00Z"}';
  expect(types(lines)).toEqual({
    XResponse: '{ status: 200, body: { orderId: non-empty string, status: "OPEN", createdAt: date-time } }',
  });
});

test("what the diagram only names is opaque", () => {
  const { model } = linked("A -> B: save(order)");
  expect(model.types).toMatchObject([{ name: "Order", origin: "opaque" }]);
  expect(parameters("A -> B: save(order)")).toBe("order: Order");
});

test("arguments that are written out are the values that there are", () => {
  expect(parameters('A -> B: set("ON", true, 3)\nA -> B: set("OFF", false, 4)')).toBe(
    'value: "ON" | "OFF", flag: boolean, amount: number',
  );
});

test("a parameter of which only values are drawn gets its name from the configuration", () => {
  const overrides = { parameters: { set: ["mode", "urgent"] } };
  expect(parameters('A -> B: set("ON", true)', overrides)).toBe('mode: "ON", urgent: boolean');
});

test("something that is called back is a port of who gets the call", () => {
  expect(parameters("actor A\nA -> B: go(ack)\nB -> A: ack.acknowledge()")).toBe("ack: port of A");
});

test.each([
  ["{ id: string, at: date-time }", "{ id: string, at: date-time }"],
  ['{ kind: A | B | "c d" }', '{ kind: "A" | "B" | "c d" }'],
  ["{ tags: string[], nick?: string, size: integer }", "{ tags: string[], nick?: string, size: integer }"],
  ["{ key: non-empty, at: uuid }", "{ key: non-empty string, at: uuid }"],
])("the configuration says what the diagram does not: %s", (notation, form) => {
  expect(types("A -> B: save(order)", { types: { order: notation } })).toEqual({ Order: form });
});

test("configured types may speak of each other, and of themselves", () => {
  const overrides = {
    types: {
      order: "Order",
      Order: "{ id: string, lines: Line[], parent?: Order }",
      Line: "{ sku: string }",
    },
  };
  expect(types("A -> B: save(order)", overrides)).toMatchObject({
    Order: "{ id: string, lines: Line[], parent?: Order }",
    Line: "{ sku: string }",
  });
});

test("a configured form wins over the drawn one", () => {
  const overrides = { types: { OrderPlaced: "{ id: uuid }" } };
  const { model } = linked("A -> B: OrderPlaced {id, note}", overrides);
  expect(model.types).toMatchObject([{ name: "OrderPlaced", origin: "configured" }]);
});

test("all answers of an HTTP operation are one named type", () => {
  const lines = `
    A -> B: GET /orders/{id}
    alt found
      B --> A: 200 OK\\n{"id", "name"}
    else gone
      B --> A: 404 Not Found\\n{"code": "ORDER_1"}
    end`;
  expect(types(lines)).toEqual({
    GetOrdersResponse:
      '{ status: 200, body: { id: non-empty string, name: string } } | { status: 404, body: { code: "ORDER_1" } }',
  });
});

test("what is thrown is an error type with its message, known once", () => {
  const lines = `
    A -> B: find(id)
    B -> C: find(id)
    C --> B: throw NotFound("no such order")
    B --> A: NotFoundException`;
  expect(linked(lines).model.errors).toEqual([
    { name: "NotFound", message: "no such order" },
    { name: "NotFoundException", message: undefined },
  ]);
});

test.each([
  ['{"name": "Kim", "age": 31, "active": true}', "{ name: string, age: number, active: boolean }"],
  ['{"이름": "김철수", "등급": "VIP"}', '{ 이름: string, 등급: "VIP" }'],
  ['{"status": "PENDING", "currency": "KRW"}', '{ status: "PENDING", currency: "KRW" }'],
  ['{"code": 1001, "message": "No such item"}', '{ code: 1001, message: "No such item" }'],
  ['{"zipCode": "04524", "success": false}', "{ zipCode: string, success: false }"],
  ['{"items": [{"name": "chair", "width": 40}]}', "{ items: { name: string, width: number }[] }"],
])("what an answer writes out, %s, is an example unless it says what happened", (body, form) => {
  const { model } = linked(`A -> B: GET /x\nB --> A: 200 OK\\n${body}`);
  const response = model.types.find(({ name }) => name === "GetXResponse");
  expect(response && typeText(response.type)).toBe(`{ status: 200, body: ${form} }`);
});

test("a flag that is drawn both ways is meant", () => {
  const { model } = linked(`
    A -> B: GET /x
    alt known
      B --> A: 200 OK {"valid": true}
    else
      B --> A: 200 OK {"valid": false}
    end`);
  expect(model.types.map(({ type }) => typeText(type))).toEqual([
    "{ status: 200, body: { valid: true } } | { status: 200, body: { valid: false } }",
  ]);
});
