import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

const people =
  'actor U\nparticipant Shop\ndatabase DB\ndatabase "Redis Cache" as R\nU -> Shop : order(orderId, 주문번호)';

test.each([
  ["a statement", "Shop -> DB : DELETE FROM orders WHERE id = :ordrId", 'Did you mean "orderId"?'],
  ["a key", "Shop -> R : DEL order:{orderld}", 'Did you mean "orderId"?'],
  ["a path", "Shop -> Pay : GET /payments/{payId}", "Give the value its name"],
  ["an argument", "Shop -> Pay : pay(ordreId)", 'Did you mean "orderId"?'],
  ["a Korean name", "Shop -> R : DEL stock:{주문번허}", 'Did you mean "주문번호"?'],
])("a name that nobody knows in %s is told", (_, arrow, hint) => {
  const { diagnostics } = linked(`${people}\n${arrow}`);
  expect(diagnostics.filter(({ code }) => code === "link/unknown-value").map((one) => one.hint)).toEqual([
    expect.stringContaining(hint),
  ]);
});

test.each([
  ["an argument", "Shop -> DB : DELETE FROM orders WHERE id = :orderId"],
  ["a column without a name", "Shop -> DB : DELETE FROM orders WHERE id = ?"],
  [
    "a field of an answer",
    "Shop -> Pay : pay(orderId)\nPay --> Shop : Receipt {receiptId}\nShop -> R : DEL r:{receiptId}",
  ],
  ["what is written out in a call", 'Shop -> Pay : pay(CARD, 3, "x", limit = 20, key: files/{orderId})'],
  ["when an event happened", "queue paid\nShop -> paid : Paid {orderId, paidAt}"],
])("%s is not", (_, arrows) => {
  const { problems } = linked(`${people}\n${arrows}`);
  expect(problems.filter((problem) => problem.startsWith("link/unknown-value"))).toEqual([]);
});

test.each([
  ["a value of a call", "Shop -> Pay : pay(card)", ["card"]],
  ["another value of a similar name", "Shop -> Pay : pay(orderNo)", ["orderNo"]],
  ["several of what is known", "Shop -> Pay : pay(orderIds)", ["orderIds"]],
  [
    "several values of an event",
    "queue paid\nShop -> paid : Paid {orderId, card, amount}",
    ["card", "amount"],
  ],
  ["a value of a body", "Shop -> Pay : POST /payments {orderId, card}", ["card"]],
])("%s that a stub yields is told once for its arrow, without a guess", (_, arrow, names) => {
  const { diagnostics } = linked(`${people}\n${arrow}`);
  const told = diagnostics.filter(({ code }) => code === "link/unknown-value");
  expect(told).toHaveLength(1);
  expect(told[0]?.message.match(/"[^"]*"/g)).toEqual(names.map((name) => `"${name}"`));
  expect(told[0]?.hint).toContain("Give the value its name");
});
