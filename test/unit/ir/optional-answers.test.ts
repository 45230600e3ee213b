import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

test.each([
  ["Row | null", "null"],
  ["order: Order?", "없음"],
  ["Optional<Order>", "null"],
  ["주문 또는 없음", "주문 없음"],
  ["注文 または なし", "なし"],
  ["Item {sku: string} or null", "item is null"],
  ["user or nothing", "user not found"],
  ["List<Order> | null", "if null"],
])("%s: the guard %s compares with null, and asks nobody", (answer, guard) => {
  for (const other of ["", "not null"]) {
    const { model } = linked(
      `U -> S: load(id)\nS -> R: find(id)\nR --> S: ${answer}\nalt ${guard}\nS --> U: NotFoundException\nelse ${other}\nS --> U: done\nend`,
    );
    const [fragment] = model.fragments;
    const predicate = fragment?.branches[0]?.guard;
    expect(predicate).toMatchObject({ kind: "predicate", predicate: { kind: "one-of", values: [null] } });
    const find = model.steps.find(({ text }) => text === answer);
    expect(find?.kind === "reply" && find.decides.length).toBe(1);
  }
});

test.each(["Row", "order", "Order[]"])("%s is there: who knows what null is, is asked", (answer) => {
  const { model } = linked(
    `U -> S: load(id)\nS -> R: find(id)\nR --> S: ${answer}\nalt null\nS --> U: NotFoundException\nelse\nS --> U: done\nend`,
  );
  expect(model.fragments[0]?.branches[0]?.guard.kind).toBe("condition");
});
