import { expect, test } from "vitest";
import { protocol as workflow } from "../../../../generated/workflow-engine/steps.gen.ts";
import { callbackObject, isRefusal } from "../../../../runtime/system/callback-object.ts";

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

test("each drawn method answers for the message as its name says", async () => {
  const told: string[] = [];
  const { steps } = workflow;
  const drawn = steps["Handler → KafkaListener: ack.acknowledge()"];
  if (drawn?.kind !== "call") throw new Error("the diagram acknowledges");
  const protocol = { ...workflow, steps: { ...steps, refusal: { ...drawn, method: "nack" } } };
  const ack = callbackObject(protocol, "KafkaListener", {
    acknowledge: async () => void told.push("acknowledged"),
    refuse: async (method) => void told.push(`refused by ${method}`),
  }) as Record<string, () => Promise<void>>;
  await ack["acknowledge"]?.();
  await ack["nack"]?.();
  expect(Object.keys(ack)).toEqual(["acknowledge", "nack"]);
  expect(told).toEqual(["acknowledged", "refused by nack"]);
});
