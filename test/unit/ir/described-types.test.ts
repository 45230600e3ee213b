import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { linked } from "../../support/linked.ts";

/** What is told of types; that nobody brings a customer is another matter. */
function told(lines: string): readonly string[] {
  return linked(lines)
    .diagnostics.filter(({ code }) => code !== "link/unknown-value")
    .map(({ code, source, span, hint }) =>
      [code, source.text.slice(span.start, span.end), hint ?? "-"].join(" | "),
    );
}

test.each([
  ["Order { buyer: Custmer }", 'link/unknown-type | Custmer | Did you mean "Customer"?'],
  ["Order { lines: OrderLine[] }", 'link/unknown-type | OrderLine | Describe "OrderLine", too.'],
  ["Order { state: PAID }", 'link/unknown-type | PAID | A single value stands between quotes: "PAID".'],
  ["Order PAID", 'link/unknown-type | PAID | A single value stands between quotes: "PAID".'],
  ["Order { sum: Nubmer | null }", 'link/unknown-type | Nubmer | Did you mean "number"?'],
  ["Order { 배송: 배송지정보 }", 'link/unknown-type | 배송지정보 | Describe "배송지정보", too.'],
  ["Ordr { id: string }", 'link/unused-type | Ordr | Did you mean "Order"?'],
  ["결제 { id: string }", "link/unused-type | 결제 | -"],
])("%s: a name that says nothing is told where it stands", (described, expected) => {
  const lines = `' @seqwright type ${described}\n' @seqwright type Customer { name: string }`;
  const all = told(`${lines}\nA -> Orders: save(order)\nOrders -> Orders: greet(customer)`);
  expect(all).toEqual([expected]);
});

test.each([
  'Order { buyer: Customer, state: "PAID", kinds: A | B, at: date-time, photo: bytes }',
  "Order { parent: Order, items: Item[] }\n' @seqwright type Item { of: Customer }",
  "Order { customer: customer }",
])("%s: what is described or drawn is known", (described) => {
  const lines = `' @seqwright type ${described}\nA -> Orders: save(order)`;
  expect(told(`${lines}\nOrders -> Orders: greet(customer)\nnote right: Customer {name, tier}`)).toEqual([]);
});

test("binary data is a type, as the notation and as diagrams write it", () => {
  const { step } = linked(
    "' @seqwright type photo bytes\nA -> B: keep(photo, raw: byte[], parts: List<Blob>)",
  );
  const drawn = step(2);
  expect(drawn.kind === "reply" ? [] : drawn.args.map(({ type }) => typeText(type))).toEqual([
    "bytes",
    "bytes",
    "bytes[]",
  ]);
});

test("the one column of a SELECT that is asked for as binary data is no row", () => {
  const { step } = linked(`
    ' @seqwright type photo bytes
    database DB
    A -> B: show(id)
    B -> DB: SELECT data FROM photos WHERE id = :id
    DB --> B: photo`);
  expect(step(5)).toMatchObject({ outcome: { encoding: "sql-value", type: { kind: "bytes" } } });
});
