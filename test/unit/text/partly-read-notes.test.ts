import { expect, test } from "vitest";
import { readNote } from "../../../generator/text/notes/read-note.ts";
import { textOf } from "./texts.ts";

test.each([
  ["retry up to 3 times with exponential backoff", "retry", "with exponential backoff"],
  ["멱등성 보장 (orderId 기준)", "idempotency", "(orderId 기준)"],
  ["idempotent (by orderId)", "idempotency", "(by orderId)"],
])(
  "what qualifies a policy and cannot be kept with it is listed as not recognised: %s",
  (line, kind, rest) => {
    const { policies, unrecognised } = readNote(textOf(line));
    expect(policies.map((policy) => policy.kind)).toEqual([kind]);
    expect(unrecognised.map(({ text }) => text)).toEqual([rest]);
  },
);

test("a policy that is read as a whole leaves nothing over", () => {
  expect(readNote(textOf("retry up to 3 times every 2 seconds")).unrecognised).toEqual([]);
});
