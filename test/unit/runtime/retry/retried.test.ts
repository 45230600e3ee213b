import { expect, test } from "vitest";
import { VirtualTime } from "../../../../runtime/contract/time/virtual-time.ts";
import { FatalError } from "../../../../runtime/errors/errors.ts";
import { retried, type DrawnRetry } from "../../../../runtime/retry/retried.ts";

class Declined extends Error {}

/** When each try began, in ms since the first, and what came of it all. */
async function triesOf(drawn: DrawnRetry, failing: number, error: Error = new Error("connection reset")) {
  using time = new VirtualTime();
  const began: number[] = [];
  const outcome = retried(drawn, async () => {
    began.push(Date.now());
    if (began.length <= failing) throw error;
    return "done";
  }).catch((thrown: unknown) => thrown);
  for (let turns = 0; turns < 40; turns += 1) {
    for (let ticks = 0; ticks < 20; ticks += 1) await Promise.resolve();
    time.advance();
  }
  const [first = 0] = began;
  return { at: began.map((ms) => ms - first), outcome: await outcome };
}

test.each([
  ["what succeeds is called once", { retriesMax: 3, delayMs: 1000 }, 0, [0]],
  ["the drawn pauses are all the same", { retriesMax: 5, delayMs: 10_000 }, 3, [0, 10_000, 20_000, 30_000]],
  ["drawn pauses may grow", { retriesMax: 3, delayMs: 1000, factor: 2 }, 3, [0, 1000, 3000, 7000]],
  ["no pause is too long to be drawn", { retriesMax: 2, delayMs: 120_000 }, 2, [0, 120_000, 240_000]],
])("%s", async (_, drawn, failing, at) => {
  expect(await triesOf(drawn, failing)).toEqual({ at, outcome: "done" });
});

test("the drawn limit is the last try, whose error reaches the caller", async () => {
  const error = new Error("still away");
  const { at, outcome } = await triesOf({ retriesMax: 2, delayMs: 1000 }, 99, error);
  expect(at).toEqual([0, 1000, 2000]);
  expect(outcome).toBe(error);
});

test.each([
  ["what another try cannot help", new FatalError("no"), {}],
  ["a drawn answer", new Declined("no money"), { except: [Declined] }],
])("%s is not tried again", async (_, error, more) => {
  const { at, outcome } = await triesOf({ retriesMax: 3, delayMs: 1000, ...more }, 99, error);
  expect(at).toEqual([0]);
  expect(outcome).toBe(error);
});
