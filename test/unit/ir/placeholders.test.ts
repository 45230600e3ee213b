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
  ["a value of a call that a stub yields", "Shop -> Pay : pay(card)"],
  ["another value of a similar name", "Shop -> Pay : pay(orderNo)"],
  ["several of what is known", "Shop -> Pay : pay(orderIds)"],
])("%s is not", (_, arrows) => {
  const { problems } = linked(`${people}\n${arrows}`);
  expect(problems.filter((problem) => problem.startsWith("link/unknown-value"))).toEqual([]);
});
