import { expect, test } from "vitest";
import { notedRetries } from "../../../../runtime/system/noted-retries.ts";
import { backgroundOrders } from "../../../integration/systems/background-orders.ts";
import { orderEvents } from "../../../integration/systems/order-events.ts";

const nothing = async (): Promise<void> => {};

test("a note at work in the background says how often its steps are tried", () => {
  const system = backgroundOrders("shows none", nothing);
  const entries = system.entries.map((entry, index) => ({
    ...entry,
    policies: { retriesMax: index + 5, retryDelayMs: 10_000 },
  }));
  const retriesMax = system.entries.length + 4;
  expect(notedRetries({ ...system, entries })).toEqual({
    retriesMax,
    delayMs: 10_000,
    delayMaxMs: Infinity,
    jitter: 0,
  });
  expect(notedRetries(system)).toEqual({});
});

test("what comes in without work in the background asks nothing of the engine", () => {
  expect(notedRetries(orderEvents({ onOrderPaid: nothing }))).toEqual({});
});
