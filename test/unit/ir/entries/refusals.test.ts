import { expect, test } from "vitest";
import { isRefusal } from "../../../../generator/ir/entries/refusals.ts";

test.each([
  "nack",
  "NACK",
  "basicNack",
  "negativeAcknowledge",
  "reject",
  "reject_message",
  "refused",
  "markAsFailed",
])("%s refuses a message", (method) => {
  expect(isRefusal(method)).toBe(true);
});

test.each(["acknowledge", "ack", "done", "commit", "dontUnfailingly", "snack", "확인"])(
  "%s acknowledges a message",
  (method) => {
    expect(isRefusal(method)).toBe(false);
  },
);
