import { expect, test } from "vitest";
import { protocol as workflow } from "../../../../generated/workflow-engine/steps.gen.ts";
import { callbackObject } from "../../../../runtime/system/callback-object.ts";

test("each drawn method answers for the message: it refuses it where the entry says so", async () => {
  const told: string[] = [];
  const { steps } = workflow;
  const drawn = steps["Handler → KafkaListener: ack.acknowledge()"];
  if (drawn?.kind !== "call") throw new Error("the diagram acknowledges");
  const protocol = { ...workflow, steps: { ...steps, refusal: { ...drawn, method: "nack" } } };
  const ack = callbackObject(
    protocol,
    { participant: "KafkaListener", refusedBy: ["nack"] },
    {
      acknowledge: async () => void told.push("acknowledged"),
      refuse: async (method) => void told.push(`refused by ${method}`),
    },
  ) as Record<string, () => Promise<void>>;
  await ack["acknowledge"]?.();
  await ack["nack"]?.();
  expect(Object.keys(ack)).toEqual(["acknowledge", "nack"]);
  expect(told).toEqual(["acknowledged", "refused by nack"]);
});
