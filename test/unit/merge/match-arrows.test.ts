import { expect, test } from "vitest";
import { matchArrows } from "../../../generator/merge/recognise/match-arrows.ts";

/** `Shop>Orders: pay(id)`, with its branch before it where it has one: `alt new > Shop>Orders: pay(id)`. */
const arrows = (...lines: readonly string[]) =>
  lines.map((line) => {
    const [, within = "", from = "", to = "", label = ""] =
      /^(?:(.*) \/ )?(\w+)>(\w+): (.*)$/.exec(line) ?? [];
    return { id: `${within === "" ? "" : `${within} › `}${from} → ${to}: ${label}`, from, to };
  });

const shop = arrows(
  "User>Shop: order(id)",
  "Shop>Orders: markPaid(id)",
  "Shop>Mail: send(id)",
  "Shop>User: done",
);

test("an arrow with another label between the same neighbours is the same, and all others stay themselves", () => {
  const now = arrows(
    "User>Shop: order(id)",
    "Shop>Orders: markSettled(id)",
    "Shop>Mail: send(id)",
    "Shop>User: done",
  );
  const { arrows: found, asked } = matchArrows(shop, now);
  expect(found.get("Shop → Orders: markPaid(id)")).toBe("Shop → Orders: markSettled(id)");
  expect(found.size).toBe(4);
  expect(asked.size).toBe(0);
});

test("a participant with another name is recognised by its arrows", () => {
  const now = arrows(
    "User>Store: order(id)",
    "Store>Orders: markPaid(id)",
    "Store>Mail: send(id)",
    "Store>User: done",
  );
  const { participants, arrows: found } = matchArrows(shop, now);
  expect(participants.get("Shop")).toBe("Store");
  expect(found.get("Shop → Orders: markPaid(id)")).toBe("Store → Orders: markPaid(id)");
});

test("an arrow that moves into a branch is the same one", () => {
  const now = arrows(
    "User>Shop: order(id)",
    "alt paid / Shop>Orders: markPaid(id)",
    "Shop>Mail: send(id)",
    "Shop>User: done",
  );
  expect(matchArrows(shop, now).arrows.get("Shop → Orders: markPaid(id)")).toBe(
    "alt paid › Shop → Orders: markPaid(id)",
  );
});

test("what is not certain is asked, and what is unlike is neither", () => {
  const now = arrows("User>Shop: order(id)", "Shop>Orders: bill", "Shop>Mail: send(id)", "Shop>User: done");
  const { arrows: found, asked } = matchArrows(shop, now);
  expect(found.has("Shop → Orders: markPaid(id)")).toBe(false);
  expect(asked.get("Shop → Orders: markPaid(id)")).toBe("Shop → Orders: bill");
  const other = arrows("User>Shop: order(id)", "Shop>Stock: reserve(amount, place)", "Shop>User: done");
  const none = matchArrows(shop, other);
  expect([none.arrows.has("Shop → Orders: markPaid(id)"), none.asked.size]).toEqual([false, 0]);
});

test("two that are as likely are not guessed at", () => {
  const now = arrows(
    "User>Shop: order(id)",
    "Shop>Orders: markPaid1(id)",
    "Shop>Orders: markPaid2(id)",
    "Shop>Mail: send(id)",
    "Shop>User: done",
  );
  expect(matchArrows(shop, now).arrows.has("Shop → Orders: markPaid(id)")).toBe(false);
});

test("thousands of arrows that have nothing in common take no time", () => {
  const many = (word: string) =>
    arrows(...Array.from({ length: 1_000 }, (_, index) => `A>B: ${word}${index}(x)`));
  const start = performance.now();
  matchArrows(many("one"), many("other"));
  expect(performance.now() - start).toBeLessThan(8_000);
});
