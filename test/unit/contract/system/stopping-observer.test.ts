import { expect, test } from "vitest";
import { stoppingObserver, type StopPoint } from "../../../../runtime/contract/child/stopping-observer.ts";
import type { Arrow } from "../../../../runtime/trace/arrow-event.ts";

const entry = "Consumer → Handler: Created";
const write = "Handler → DB: INSERT";

const arrow = (step: string, run: string): Arrow => ({
  sequence: 1,
  run,
  step,
  line: 1,
  text: step,
  from: "Handler",
  to: "DB",
  method: "query",
  digest: "",
  at: 0,
});

test.each(["before", "answered"] as const)("work is held at its point and nowhere else: %s", async (when) => {
  const stopped: StopPoint[] = [];
  const made: string[] = [];
  const stops: readonly StopPoint[] = [{ name: "x-1", point: { at: write, when } }];
  const observer = stoppingObserver(stops, [entry], (stop) => stopped.push(stop));
  const call = (step: string, run: string, args: readonly unknown[]): Promise<string> =>
    observer.observe(
      arrow(step, run),
      () => {
        made.push(`${run} ${step}`);
        return Promise.resolve("done");
      },
      args,
    );
  await call(entry, "one", [{ id: "x-1", callback: () => 1n }]);
  await call(entry, "other", [{ id: "x-2", amount: 1n }]);
  // The arrow is not that of an event.
  await call(write, "third", [{ id: "x-1" }]);
  await call(write, "other", []);
  void call(write, "one", []);
  await expect.poll(() => stopped).toEqual(stops);
  expect(made.includes(`one ${write}`)).toBe(when === "answered");
});
