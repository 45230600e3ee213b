import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  call,
  component,
  diagramProtocol,
  loop,
  receives,
  sequence,
} from "../../../../runtime/model/index.ts";
import type { SystemDefinition } from "../../../../runtime/system/system-definition.ts";
import type { SystemEvent } from "../../../../runtime/system/system-options.ts";
import { startSystem } from "../../../../runtime/system/start-system.ts";
import { traceRecorder } from "../../../../runtime/trace/trace-recorder.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A relay that starts by itself, twice in a second. */
function relaying(start: () => Promise<void>): SystemDefinition {
  return {
    protocol: diagramProtocol({
      name: "relay",
      source: "diagrams/relay.puml",
      participants: { Relay: component("Relay", { class: "Relay", handler: "relay.handler.ts" }) },
      steps: [loop("every 500 ms", call("[", "Relay", "(start)", { method: "start" }))],
      orderings: { Relay: sequence(receives("[", "(start)")) },
      policies: [],
      positions: { participants: [1], steps: [3], fragments: [[2]], policies: [] },
    }),
    components: { Relay: () => ({ start }) },
    gateways: {},
    entries: [
      {
        kind: "schedule",
        step: "loop every 500 ms › [ → Relay: (start)",
        participant: "[",
        component: "Relay",
        method: "start",
        everyMs: 500,
      },
    ],
  };
}

test("rounds begin at once and then in the drawn rhythm, and are traced", async () => {
  let count = 0;
  const events: SystemEvent[] = [];
  const trace = traceRecorder();
  const running = await startSystem(
    relaying(async () => void (count += 1)),
    { onEvent: (event) => events.push(event), observers: [trace] },
  );
  expect(count).toBe(1);
  await vi.advanceTimersByTimeAsync(499);
  expect(count).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(count).toBe(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(count).toBe(12);
  expect(events).toEqual([{ kind: "scheduled", component: "Relay", method: "start", everyMs: 500 }]);
  expect(trace.events.filter(({ method }) => method === "start").length).toBeGreaterThanOrEqual(12);
  await running.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(count).toBe(12);
});

test("a round that takes longer is not overtaken, and the next follows at once", async () => {
  const began: number[] = [];
  let underWay = 0;
  const running = await startSystem(
    relaying(async () => {
      underWay += 1;
      expect(underWay).toBe(1);
      began.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1199));
      underWay -= 1;
    }),
  );
  await vi.advanceTimersByTimeAsync(3700);
  const [first = 0] = began;
  expect(began.map((at) => at - first)).toEqual([0, 1200, 2400, 3600]);
  const stopped = running.stop();
  await vi.advanceTimersByTimeAsync(2000);
  await stopped;
});

test("what a round fails with is reported, and the next round comes", async () => {
  let count = 0;
  const events: SystemEvent[] = [];
  const failure = new Error("connection reset");
  const running = await startSystem(
    relaying(async () => {
      count += 1;
      if (count === 1) throw failure;
    }),
    { onEvent: (event) => events.push(event) },
  );
  await vi.advanceTimersByTimeAsync(500);
  expect(count).toBe(2);
  expect(events.filter(({ kind }) => kind === "trouble")).toEqual([
    { kind: "trouble", attempted: "do a round of Relay.start", error: failure },
  ]);
  await running.stop();
});

test("stopping waits for the round that is under way", async () => {
  let finished = false;
  const running = await startSystem(
    relaying(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      finished = true;
    }),
  );
  let stopped = false;
  const stopping = running.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(299);
  expect([finished, stopped]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  await stopping;
  expect(finished).toBe(true);
});
