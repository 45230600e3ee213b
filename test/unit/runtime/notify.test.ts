import { expect, test } from "vitest";
import { notify } from "../../../runtime/errors/notify.ts";

const nextWarning = (): Promise<Error> => new Promise((resolve) => process.once("warning", resolve));

test("a listener is told everything, and there need not be one", () => {
  const told: unknown[] = [];
  notify((...all: readonly [string, number]) => told.push(all), "a", 1);
  notify(undefined);
  expect(told).toEqual([["a", 1]]);
});

test.each<[string, () => unknown, string]>([
  ["throws", throwing(new Error("gone")), "a listener failed: gone"],
  ["throws no error", throwing("gone"), "a listener failed: 'gone'"],
  ["rejects", () => Promise.reject(new Error("gone")), "a listener failed: gone"],
  ["rejects with nothing", () => Promise.reject(), "a listener failed: undefined"],
])("a listener that %s is a warning that shows where", async (_, listener, message) => {
  const warning = nextWarning();
  expect(notify(listener)).toBeUndefined();
  expect(await warning).toMatchObject({ name: "SeqwrightListenerWarning", message });
});

test("the warning says which listener it was", async () => {
  const warning = nextWarning();
  notify(async function sendMetrics() {
    throw new Error("metrics are away");
  });
  expect(await warning).toMatchObject({ detail: expect.stringContaining("at sendMetrics (") as string });
});

function throwing(error: unknown): () => never {
  return () => {
    throw error;
  };
}
