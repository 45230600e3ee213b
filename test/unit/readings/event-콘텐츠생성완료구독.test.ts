import { expect, test } from "vitest";
import { readDiagram } from "../../support/reading.ts";

// What a careful person reads in the diagram, line by line, before looking at any model of it.

const reading = await readDiagram("event-콘텐츠생성완료구독");
const { model } = reading;

test("only a promise that nobody can keep here is told: nothing writes what is kept in Redis", () => {
  expect(reading.diagnostics).toEqual(["policy/nobody-keeps 63"]);
});

test("the diagram leaves no question open", () => {
  expect(model.holes).toEqual([]);
  expect(model.fragments).toEqual([]);
});

test("line 4: its title", () => {
  expect(model.title).toBe("Event Service - 콘텐츠 생성 완료 이벤트 구독 (Kafka Consumer)");
});

test.each([
  [6, "Consumer", "Kafka event-topic Consumer", "initiator", "kafka"],
  [7, "Handler", "EventHandler", "component", undefined],
  [8, "Repo", "EventRepository", "component", undefined],
  [9, "DB", "Event DB", "resource", "sql"],
  [10, "Cache", "Redis Cache", "resource", "redis"],
] as const)("line %i: %s is %s, %s %s", (_, code, label, role, kind) => {
  expect(reading.participant(code)).toMatchObject({ label, role, kind });
});

test("lines 6 to 10: no one else takes part, and they stand in this order", () => {
  expect(model.participants.map(({ code }) => code)).toEqual(["Consumer", "Handler", "Repo", "DB", "Cache"]);
});

test("lines 6 and 12: the consumer is subscribed to event-topic, for ContentCreated", () => {
  expect(reading.participant("Consumer").topic).toBe("event-topic");
  expect(reading.policies(12)).toEqual([
    { kind: "subscription", topic: "event-topic", event: "ContentCreated" },
  ]);
});

test("every arrow, who sends it to whom, and which reply answers which call", () => {
  expect(reading.arrows()).toEqual([
    [15, "Consumer", "Handler", "call"],
    [18, "Handler", "Handler", "self"],
    [22, "Handler", "Repo", "call"],
    [25, "Repo", "DB", "call"],
    [37, "DB", "Repo", "answers 25"],
    [40, "Repo", "Handler", "answers 22"],
    [44, "Handler", "Cache", "call"],
    [46, "Cache", "Handler", "answers 44"],
    [51, "Handler", "Consumer", "answers 15"],
  ]);
});

test("lines 14, 21 and 43: the dividers part it into three phases", () => {
  expect(model.phases.map(({ name }) => name)).toEqual([
    "ContentCreated 이벤트 수신",
    "Event DB에 이미지 URL 저장",
    "캐시 무효화",
  ]);
  expect(model.steps.map(({ phase }) => phase)).toEqual([
    ...Array<string>(2).fill("ContentCreated 이벤트 수신"),
    ...Array<string>(4).fill("Event DB에 이미지 URL 저장"),
    ...Array<string>(3).fill("캐시 무효화"),
  ]);
});

test("line 15: the event ContentCreated has a jobId, an eventDraftId and imageUrls", () => {
  expect(reading.meaning(15)).toMatchObject({ kind: "event", name: "ContentCreated" });
  expect(reading.call(15).method).toBe("onContentCreated");
  expect(reading.type("ContentCreated")).toBe(
    "{ jobId: non-empty string, eventDraftId: non-empty string, imageUrls: ImageUrls }",
  );
});

test("lines 19 and 30 to 34: imageUrls has one URL for each of simple, fancy and trendy", () => {
  expect(reading.type("ImageUrls")).toBe("{ simple: uri, fancy: uri, trendy: uri }");
});

test("line 18: the handler validates the event by itself, for its eventDraftId and its imageUrls", () => {
  expect(reading.meaning(18)).toMatchObject({
    caption: "이벤트 검증",
    details: ["eventDraftId 유효성", "imageUrls 존재 여부"],
  });
  expect(reading.carries(18)).toBe("event = event");
});

test("line 19: and for the three styles, as the note on it says", () => {
  expect(reading.policies(19)).toEqual([{ kind: "values", values: ["simple", "fancy", "trendy"], count: 3 }]);
  const note = model.policies.find(({ kind }) => kind === "values");
  expect(note?.step).toBe(reading.call(18).id);
});

test("line 22: the repository gets the event's eventDraftId and imageUrls", () => {
  expect(reading.call(22).method).toBe("updateContentImages");
  expect(reading.carries(22)).toBe("eventDraftId = event.eventDraftId, imageUrls = event.imageUrls");
});

test("line 25: the images are written to the draft with that id, with the time of the change", () => {
  expect(reading.meaning(25)).toMatchObject({
    kind: "sql",
    caption: "이벤트 초안 업데이트",
    verb: "update",
    tables: ["event_drafts"],
    parameters: [{ column: "content_images" }, { column: "event_draft_id" }],
  });
  expect(reading.call(25).args[0]?.value).toEqual({
    kind: "sql",
    chunks: ["UPDATE event_drafts SET content_images = ", ", updated_at = NOW() WHERE event_draft_id = ", ""],
    values: [
      { kind: "from", path: "imageUrls" },
      { kind: "from", path: "eventDraftId" },
    ],
  });
});

test("line 44: the cached draft of that id is deleted", () => {
  expect(reading.meaning(44)).toMatchObject({ caption: "이벤트 초안 캐시 무효화", command: "DEL" });
  expect(reading.call(44).method).toBe("del");
  expect(reading.carries(44)).toBe('key = "event:draft:{event.eventDraftId}"');
});

test.each([
  [37, "업데이트 완료"],
  [40, "저장 완료"],
  [46, "삭제 완료"],
  [51, "처리 완료"],
])("line %i: %s only says that it is done", (line, text) => {
  expect(reading.reply(line).text).toBe(text);
  expect(reading.carries(line)).toBe("nothing");
});

test.each([
  [49, "after the invalidation the next look-up sees the latest data", [{ kind: "freshness" }]],
  [56, "delivered at least once", [{ kind: "delivery", guarantee: "at-least-once" }]],
  [57, "idempotent: a duplicate is ignored", [{ kind: "idempotency" }]],
  [58, "retried up to three times", [{ kind: "retry", retriesMax: 3 }]],
  [59, "what fails goes to a dead letter queue", [{ kind: "dead-letter" }]],
  [62, "the database keeps for good", [{ kind: "storage", place: "Event DB", durability: "permanent" }]],
  [
    63,
    "Redis keeps for seven days",
    [
      { kind: "storage", place: "Redis Cache", durability: "temporary", seconds: 7 * 24 * 3600 },
      { kind: "ttl", subject: "Redis Cache", seconds: 7 * 24 * 3600 },
    ],
  ],
  [66, "the cache only after the database", [{ kind: "ordering", first: "DB 저장", second: "캐시 무효화" }]],
  [67, "the next look-up loads from the database", [{ kind: "freshness", place: "DB" }]],
])("line %i promises: %s", (line, _, promises) => {
  expect(reading.policies(line)).toEqual(
    promises.map((promise): unknown => expect.objectContaining(promise)),
  );
});

test("the database is written before the cache is invalidated in the drawing, too", () => {
  const order = model.steps.map(({ id }) => id);
  expect(order.indexOf(reading.reply(40).id)).toBeLessThan(order.indexOf(reading.call(44).id));
});

test("what else the notes say is kept: their headings and the example of what is stored", () => {
  expect(reading.remarks()).toEqual([
    [29, "example", "저장 데이터"],
    [55, "heading", "처리 전략"],
    [61, "heading", "저장 위치"],
    [65, "heading", "데이터 정합성"],
  ]);
});

test("everyone who works is active from being called until answering", () => {
  const bars = reading.interaction.events.flatMap((event) =>
    event.kind === "life" ? [`${event.action} ${event.code}`] : [],
  );
  expect(bars).toEqual([
    "activate Handler",
    "activate Repo",
    "activate DB",
    "deactivate DB",
    "deactivate Repo",
    "activate Cache",
    "deactivate Cache",
    "deactivate Handler",
  ]);
});
