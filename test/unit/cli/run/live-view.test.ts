import { expect, test } from "vitest";
import { system } from "../../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as polling } from "../../../../generated/content-이미지결과조회/wiring.gen.ts";
import { liveView } from "../../../../generator/cli/run/live-view.ts";
import type { ArrowEvent } from "../../../../runtime/trace/arrow-event.ts";

function view({ isInteractive = false, showArrows = false, of = system } = {}) {
  let out = "";
  const terminal = { isInteractive, out: (text: string) => void (out += text) };
  const now = () => new Date("2026-01-02T03:04:05.678Z");
  const { protocol, entries } = of;
  return {
    view: liveView({ protocol, entries, terminal, showArrows, now }),
    printed: () => out,
  };
}

const place = { topic: "event-topic", partition: 0, offset: "7" };

const arrow: ArrowEvent = {
  sequence: 1,
  run: "r",
  step: undefined,
  line: 44,
  text: "DEL event:draft:{eventDraftId}",
  from: "Handler",
  to: "Cache",
  method: "del",
  digest: "0",
  at: 0,
  durationMs: 1.26,
  outcome: { kind: "returned", digest: "0" },
};

test("each thing that happens to a message is a plain line", () => {
  const { view: live, printed } = view();
  live.onSystemEvent({ kind: "listening", topic: "event-topic", groupId: "g" });
  live.onConsumerEvent({ kind: "handled", ...place, attempt: 1 });
  live.onConsumerEvent({ kind: "retry", ...place, attempt: 1, delayMs: 1000, error: new Error("reset") });
  live.onConsumerEvent({
    kind: "dead-lettered",
    ...place,
    deadLetterTopic: "event-topic-dlt",
    reason: "exhausted",
    attempts: 4,
    error: new Error("reset"),
  });
  live.onConsumerEvent({ kind: "committed", topic: "event-topic", partition: 0, offset: "8" });
  live.end();
  expect(printed()).toMatchInlineSnapshot(`
    "03:04:05.678  listening     to event-topic, as group g
    03:04:05.678  handled       event-topic[0]@7
    03:04:05.678  retry         event-topic[0]@7, try 1 failed, next in 1000 ms: reset
    03:04:05.678  dead-lettered event-topic[0]@7 to event-topic-dlt (exhausted): reset
    "
  `);
  expect(live.totals()).toBe("1 handled · 1 retried · 1 dead-lettered");
});

test("workflows are shown when something becomes of them", () => {
  const { view: live, printed } = view();
  const of = { diagram: "d", id: "event-1" };
  live.onSystemEvent({ kind: "workflow", event: { ...of, kind: "started" } });
  live.onSystemEvent({ kind: "workflow", event: { ...of, kind: "done" } });
  live.onSystemEvent({ kind: "workflow", event: { ...of, kind: "failed", error: new Error("no bucket") } });
  expect(printed()).toBe(
    "03:04:05.678  workflow done event-1\n03:04:05.678  workflow failed event-1: no bucket\n",
  );
});

test("requests are counted and shown, with what became of them", () => {
  const { view: live, printed } = view({ of: polling });
  const [entry] = polling.entries;
  if (entry === undefined) throw new Error("the diagram draws a request");
  const request = {
    ...arrow,
    step: entry.step,
    from: "Client",
    to: entry.component,
    text: "GET /x",
    line: 1,
  };
  expect(live.totals()).toBe("0 requests");
  live.onArrow(request);
  expect(live.totals()).toBe("1 request");
  live.onArrow({ ...request, outcome: { kind: "threw", error: "NotFoundError", message: "no such job" } });
  expect(live.totals()).toBe("2 requests");
  expect(printed()).toMatch(
    /  arrow         .*GET \/x  \(line 1\)  1\.3 ms\n.*  arrow failed  .*  NotFoundError: no such job\n$/,
  );
});

test("a step counts as retried only when it is tried again", () => {
  const { view: live } = view();
  const failed = { diagram: "d", id: "e", kind: "step failed", sequence: 1, step: "S.m" } as const;
  live.onSystemEvent({
    kind: "workflow",
    event: { ...failed, failures: 1, error: new Error("reset"), afterMs: 100 },
  });
  live.onSystemEvent({
    kind: "workflow",
    event: { ...failed, failures: 2, error: new Error("no") },
  });
  expect(live.totals()).toBe("0 handled · 0 retried · 0 dead-lettered · 1 step retried");
});

test("an acknowledgement that does not come is shown", () => {
  const { view: live, printed } = view();
  live.onConsumerEvent({ kind: "ack-overdue", ...place, waitedMs: 60_000, outstanding: 3 });
  expect(printed()).toBe(
    "03:04:05.678  waiting       event-topic[0]@7 for its acknowledgement, for 60 s, as 2 others of its partition\n",
  );
});

test("acknowledgements that would be forgotten are shown", () => {
  const { view: live, printed } = view();
  live.onConsumerEvent({ kind: "progress-not-kept", topic: "event-topic", partition: 0, records: 12 });
  expect(printed()).toBe(
    "03:04:05.678  waiting       12 records of event-topic[0] are handled again after a restart: too much is acknowledged out of order\n",
  );
});

test("arrows within the system are shown when they are asked for", () => {
  const quiet = view();
  quiet.view.onArrow(arrow);
  expect(quiet.printed()).toBe("");
  const talkative = view({ showArrows: true });
  talkative.view.onArrow(arrow);
  expect(talkative.printed()).toBe(
    "03:04:05.678  arrow         EventHandler → Redis Cache: DEL event:draft:{eventDraftId}  (line 44)  1.3 ms\n",
  );
});

test("a terminal keeps the totals below the lines, and obeys nothing that comes from outside", () => {
  const { view: live, printed } = view({ isInteractive: true });
  live.onConsumerEvent({
    kind: "dead-lettered",
    ...place,
    deadLetterTopic: "dlt",
    reason: "poison",
    attempts: 1,
    error: new Error("\u001B[2J\u202Eevil\nline"),
  });
  const [first, second, ...more] = printed().split("\n");
  expect(first).toContain(String.raw`\u001b[2J\u202eevil\nline`);
  expect(second).toBe("0 handled · 0 retried · 1 dead-lettered");
  expect(more).toEqual([]);
});
