import { expect, test } from "vitest";
import { FatalError, InvalidPayloadError, RetryableError } from "../../../../runtime/index.ts";
import {
  judgeFailure,
  recordRetries,
  type RetryPolicy,
  stepRetries,
} from "../../../../runtime/retry/retry-policy.ts";

const lost = new RetryableError("lost");

function verdicts(policy: RetryPolicy, failures: number, random = 0): readonly unknown[] {
  return Array.from({ length: failures }, (_, index) => judgeFailure(policy, lost, index + 1, random));
}

test("a record's handler is tried once and three times more", () => {
  expect(verdicts(recordRetries, 4)).toEqual([
    { kind: "retry", delayMs: 1000 },
    { kind: "retry", delayMs: 2000 },
    { kind: "retry", delayMs: 4000 },
    { kind: "exhausted" },
  ]);
});

test("a record's pauses are not left to chance, a step's are", () => {
  expect(verdicts(recordRetries, 1, 0.5)).toEqual([{ kind: "retry", delayMs: 1000 }]);
  expect(verdicts(stepRetries, 2, 0.5)).toEqual([
    { kind: "retry", delayMs: 150 },
    { kind: "retry", delayMs: 300 },
  ]);
});

test("no retries at all", () => {
  expect(judgeFailure({ ...recordRetries, retriesMax: 0 }, new Error("any"), 1, 0)).toEqual({
    kind: "exhausted",
  });
});

test("pauses grow up to their limit", () => {
  const policy = { ...recordRetries, retriesMax: 9, delayMs: 100, factor: 10, delayMaxMs: 5000 };
  expect(verdicts(policy, 4)).toMatchObject([
    { delayMs: 100 },
    { delayMs: 1000 },
    { delayMs: 5000 },
    { delayMs: 5000 },
  ]);
});

test.each([
  [new FatalError("no"), "fatal"],
  [new InvalidPayloadError("Order", ["id: missing"]), "fatal"],
  [new TypeError("x of undefined"), "fatal"],
  [new SyntaxError("JSON"), "fatal"],
  [lost, "retry"],
  [new Error("unknown"), "retry"],
  ["text", "retry"],
  [undefined, "retry"],
])("%s is judged %s", (error, kind) => {
  for (const policy of [recordRetries, stepRetries])
    expect(judgeFailure(policy, error, 1, 0).kind).toBe(kind);
});

test("the application's own judgement counts, and may fail without harm", () => {
  const isRetryable = (error: unknown): boolean => (error as Error).message === "again";
  const policy = { ...recordRetries, isRetryable };
  expect(judgeFailure(policy, new TypeError("again"), 1, 0).kind).toBe("retry");
  expect(judgeFailure(policy, new RetryableError("never"), 1, 0).kind).toBe("fatal");
  expect(judgeFailure(policy, undefined, 1, 0).kind).toBe("retry");
});
