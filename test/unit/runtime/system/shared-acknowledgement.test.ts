import { expect, test } from "vitest";
import { sharedAcknowledgement } from "../../../../runtime/system/shared-acknowledgement.ts";

function shared(count: number) {
  const told: string[] = [];
  const shares = sharedAcknowledgement(
    {
      acknowledge: async () => void told.push("acknowledged"),
      reject: async (error) => void told.push(`rejected: ${String(error)}`),
    },
    count,
  );
  return { told, shares };
}

test("a message is acknowledged when the last of those that deal with it has done so", async () => {
  const { told, shares } = shared(2);
  await shares[0]?.acknowledge();
  await shares[0]?.acknowledge();
  await shares[0]?.reject("too late");
  expect(told).toEqual([]);
  await shares[1]?.acknowledge();
  expect(told).toEqual(["acknowledged"]);
});

test("a message is rejected as soon as one of those that deal with it rejects it", async () => {
  const { told, shares } = shared(2);
  await shares[1]?.reject("no");
  await shares[1]?.acknowledge();
  await shares[0]?.acknowledge();
  expect(told).toEqual(["rejected: no"]);
});
