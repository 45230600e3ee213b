import { expect, test } from "vitest";
import { FatalError, InvalidPayloadError, RetryableError } from "../../../../runtime/index.ts";
import { retryPolicy } from "../../../../runtime/adapters/kafka/partition/retry-policy.ts";

test("the first try and three more, unless said otherwise", () => {
  const policy = retryPolicy();
  const verdicts = [1, 2, 3, 4].map((failures) => policy.judge(new RetryableError("away"), failures));
  expect(verdicts).toEqual([
    { kind: "retry", delayMs: 1000 },
    { kind: "retry", delayMs: 2000 },
    { kind: "retry", delayMs: 4000 },
    { kind: "exhausted" },
  ]);
});

test("no retries at all", () => {
  expect(retryPolicy({ retriesMax: 0 }).judge(new Error("any"), 1)).toEqual({ kind: "exhausted" });
});

test("waits grow up to their limit", () => {
  const policy = retryPolicy({ retriesMax: 9, delayMs: 100, factor: 10, delayMaxMs: 5000 });
  const waits = [1, 2, 3, 4].map((failures) => policy.judge(new Error("any"), failures));
  expect(waits.map((verdict) => verdict.kind === "retry" && verdict.delayMs)).toEqual([
    100, 1000, 5000, 5000,
  ]);
});

test.each([
  [new FatalError("no"), "fatal"],
  [new InvalidPayloadError("Order", ["id: missing"]), "fatal"],
  [new TypeError("x of undefined"), "fatal"],
  [new SyntaxError("JSON"), "fatal"],
  [new RetryableError("away"), "retry"],
  [new Error("unknown"), "retry"],
  ["text", "retry"],
  [undefined, "retry"],
])("%s is judged %s", (error, kind) => {
  expect(retryPolicy().judge(error, 1).kind).toBe(kind);
});

test("the application's own judgement counts, and may fail without harm", () => {
  const policy = retryPolicy({ isRetryable: (error) => (error as Error).message === "again" });
  expect(policy.judge(new TypeError("again"), 1).kind).toBe("retry");
  expect(policy.judge(new RetryableError("never"), 1).kind).toBe("fatal");
  expect(policy.judge(undefined, 1).kind).toBe("retry");
});
