import { expect, test } from "vitest";
import { protocol as content } from "../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { system as contentSystem } from "../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { protocol as workflow } from "../../../generated/workflow-engine/steps.gen.ts";
import type { ConsumedEvent } from "../../../runtime/ports/event-consumer.ts";
import type { DiagramProtocol } from "../../../runtime/model/diagram-protocol.ts";
import { startSystem } from "../../../runtime/system/start-system.ts";
import type { Subscription } from "../../../runtime/system/system-options.ts";
import { type DeathPoint, deathPoints } from "../../../runtime/contract/child/death-points.ts";
import { mortalSystem } from "../../../runtime/contract/child/mortal-system.ts";
import { deferred } from "../../support/deferred.ts";

test.each([workflow, content])(
  "every arrow of $source is a place to die at, before and after it",
  (protocol) => {
    const placesToDie = new Set(deathPoints(protocol).map(({ at }) => at));
    const uncovered = Object.entries(protocol.steps).filter(
      // An answer is on its way between "answered" and "later" of what it answers.
      ([id, step]) => !placesToDie.has(step.kind === "reply" ? step.answers : id),
    );
    expect(uncovered).toEqual([]);
  },
);

test("an arrow that is added to a diagram brings its own places to die at", () => {
  const drawnAgain = Object.entries(content.steps).slice(0, 1);
  const added = Object.fromEntries(drawnAgain.map(([id, step]) => [`${id} #2`, step]));
  const more: DiagramProtocol = { ...content, steps: { ...content.steps, ...added } };
  expect(deathPoints(more).length - deathPoints(content).length).toBe(3);
});

test("a process comes to its end where it is told to", async () => {
  const ends: Record<string, string> = {};
  for (const die of deathPoints(content)) ends[`${die.when}: ${die.at}`] = await lifeOf(die);
  expect(ends).toMatchInlineSnapshot(`
    {
      "answered: Consumer → Handler: ContentCreated": "database, cache, death",
      "answered: Handler → Cache: DEL event:draft:{eventDraftId}": "database, cache, death",
      "answered: Handler → Handler: 이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부": "death, database, cache",
      "answered: Handler → Repo: updateContentImages(eventDraftId, imageUrls)": "database, death, cache",
      "answered: Repo → DB: UPDATE event_drafts": "database, death, cache",
      "before: Consumer → Handler: ContentCreated": "death, database, cache",
      "before: Handler → Cache: DEL event:draft:{eventDraftId}": "database, death, cache",
      "before: Handler → Handler: 이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부": "death, database, cache",
      "before: Handler → Repo: updateContentImages(eventDraftId, imageUrls)": "death, database, cache",
      "before: Repo → DB: UPDATE event_drafts": "death, database, cache",
      "later: Consumer → Handler: ContentCreated": "database, cache, death",
      "later: Handler → Cache: DEL event:draft:{eventDraftId}": "database, cache, death",
      "later: Handler → Handler: 이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부": "database, cache, death",
      "later: Handler → Repo: updateContentImages(eventDraftId, imageUrls)": "database, cache, death",
      "later: Repo → DB: UPDATE event_drafts": "database, cache, death",
    }
  `);
});

/** What database and cache were asked for before and after the process would have died. */
async function lifeOf(die: DeathPoint): Promise<string> {
  const met: string[] = [];
  const death = deferred();
  const mortal = mortalSystem(contentSystem, die, () => {
    met.push("death");
    death.resolve();
  });
  let subscription: Subscription | undefined;
  await using _running = await startSystem(mortal.system, {
    observers: [mortal.observer],
    participants: {
      DB: { query: async () => ({ rows: [], rowCount: met.push("database") }) },
      Cache: { del: async () => void met.push("cache") },
    },
    subscribe: (terms) => {
      subscription = terms;
      return { start: async () => {}, stop: async () => {}, [Symbol.asyncDispose]: async () => {} };
    },
  });
  const url = (style: string): string => `https://cdn.example.com/${style}.png`;
  const imageUrls = { simple: url("simple"), fancy: url("fancy"), trendy: url("trendy") };
  const event: ConsumedEvent = {
    payload: { jobId: "job", eventDraftId: "draft", imageUrls },
    topic: "event-topic",
    partition: 0,
    offset: "0",
    key: "draft",
    type: "ContentCreated",
    headers: {},
    timestamp: new Date(0),
    attempt: 1,
    signal: new AbortController().signal,
  };
  if (subscription?.acknowledge !== "immediate") throw new Error("the diagram acknowledges on return");
  await subscription.handler(event);
  await death.promise;
  return met.join(", ");
}
