import { expect, test } from "vitest";
import { termsOf } from "../../../../runtime/system/entry-terms.ts";

const orders = { topic: "orders", eventType: "OrderPaid" };
const refunds = { topic: "refunds", eventType: "RefundAsked" };

/** What the consumer is told of an event's retries. */
function retriesOf(terms: ReturnType<typeof termsOf>, topic: string, type?: string): unknown {
  const { retry } = terms;
  return typeof retry === "function" ? retry({ topic, type }) : retry;
}

test("arrows that say the same have one answer for all events", () => {
  const policies = { retriesMax: 3, retryDelayMs: 10, deadLetterTopic: "lost" };
  expect(
    termsOf([
      { ...orders, policies },
      { ...refunds, policies },
    ]),
  ).toEqual({
    retry: { retriesMax: 3, delayMs: 10, delayMaxMs: 2 ** 31 - 1 },
    deadLetter: { topic: "lost" },
  });
});

test("each topic's events are tried as often as its arrow says, and ten times where nothing is said", () => {
  const terms = termsOf([
    { ...orders, policies: { retriesMax: 3, retryFactor: 1 } },
    { ...refunds, policies: { retriesMax: 0 } },
    { topic: "others" },
  ]);
  expect(retriesOf(terms, "orders")).toEqual({ retriesMax: 3, factor: 1 });
  expect(retriesOf(terms, "refunds", "RefundAsked")).toEqual({ retriesMax: 0 });
  expect(retriesOf(terms, "others")).toEqual({ retriesMax: 10 });
});

test("of one topic, an event's type says whose limit holds; without one, the most patient", () => {
  const terms = termsOf([
    { ...orders, policies: { retriesMax: 1 } },
    { topic: "orders", eventType: "OrderCancelled", policies: { retriesMax: 5 } },
  ]);
  expect(retriesOf(terms, "orders", "OrderPaid")).toEqual({ retriesMax: 1 });
  expect(retriesOf(terms, "orders", "OrderCancelled")).toEqual({ retriesMax: 5 });
  expect(retriesOf(terms, "orders")).toEqual({ retriesMax: 5 });
});

test("dead letters of a topic go where its arrow says, or beside the topic", () => {
  const { deadLetter } = termsOf([{ ...orders, policies: { deadLetterTopic: "lost" } }, refunds]);
  const topic = deadLetter?.topic;
  expect(typeof topic === "function" ? [topic("orders"), topic("refunds")] : topic).toEqual([
    "lost",
    "refunds-dlt",
  ]);
});

test("the consumer waits for the slowest handler, where each has a limit", () => {
  const limited = { ...orders, policies: { deadlineMs: 5000 } };
  const slower = { ...refunds, policies: { deadlineMs: 90_000 } };
  expect(termsOf([limited, slower]).handlerDeadlineMs).toBe(90_000);
  expect(termsOf([limited, refunds])).not.toHaveProperty("handlerDeadlineMs");
});
