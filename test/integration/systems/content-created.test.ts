import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { system } from "../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { protocol } from "../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { setup } from "../../../generated/event-콘텐츠생성완료구독/system.ts";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { readDeadLetterHeaders } from "../../../runtime/adapters/kafka/index.ts";
import { ttlSeconds } from "../../../runtime/model/ttl-seconds.ts";
import type { ResourceClients } from "../../../runtime/system/system-definition.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import type { ArrowObserver } from "../../../runtime/trace/arrow-observer.ts";
import { payloadDigest } from "../../../runtime/trace/payload-digest.ts";
import { life } from "../../chaos/life.ts";
import { eventually, gate, json, testTopic } from "../kafka/kafka-fixture.ts";
import { arrows, before, testDatabase, testSystem } from "./system-fixture.ts";

const imageUrls = (draft: string) => ({
  simple: `https://cdn.example.com/${draft}/simple.png`,
  fancy: `https://cdn.example.com/${draft}/fancy.png`,
  trendy: `https://cdn.example.com/${draft}/trendy.png`,
});

const contentCreated = (draft: string, jobId = "job-1") => ({
  key: draft,
  value: json({ jobId, eventDraftId: draft, imageUrls: imageUrls(draft) }),
  headers: { "event-type": "ContentCreated" },
});

const cacheTtl = { ttlSeconds: ttlSeconds(protocol, "Redis Cache") };

const newDraft = async (
  { sql: db, redis }: ResourceClients,
  draft = `draft-${randomUUID()}`,
): Promise<string> => {
  await db.query(sql`INSERT INTO event_drafts (event_draft_id, updated_at) VALUES (${draft}, '2026-01-01')`);
  await redis.set(`event:draft:${draft}`, "as it was before", cacheTtl);
  return draft;
};

const savedImages = async ({ sql: db }: ResourceClients, draft: string): Promise<unknown> => {
  const { rows } = await db.query(
    sql`SELECT content_images FROM event_drafts WHERE event_draft_id = ${draft}`,
  );
  return rows[0]?.["content_images"];
};

/** What a user sees of a draft: the cache, and if it has nothing the database, which is then cached. */
const readDraft = async (clients: ResourceClients, draft: string): Promise<unknown> => {
  const key = `event:draft:${draft}`;
  const cached = await clients.redis.get(key);
  if (cached !== null) return JSON.parse(cached);
  const images = await savedImages(clients, draft);
  await clients.redis.set(key, JSON.stringify(images), cacheTtl);
  return images;
};

/** The first tries to save the images of this draft fail. */
const failingFor = (draft: string, times: number, error: Error): ArrowObserver => {
  const digest = payloadDigest([draft, imageUrls(draft)]);
  let left = times;
  return before(
    (arrow) => arrow.to === "Repo" && arrow.digest === digest && left-- > 0,
    () => {
      throw error;
    },
  );
};

test("an event's images are saved first, and then its cached draft is dropped", async () => {
  const topic = await testTopic();
  const { clients, trace } = await testSystem(system, { setup, topic, databaseUrl: await testDatabase() });
  const draft = await newDraft(clients);

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(await savedImages(clients, draft)).toEqual(imageUrls(draft));
  const { rows } = await clients.sql.query(
    sql`SELECT updated_at > now() - interval '1 minute' AS is_now FROM event_drafts`,
  );
  expect(rows).toEqual([{ is_now: true }]);
  expect(await clients.redis.get(`event:draft:${draft}`)).toBeNull();
  expect(arrows(trace.events)).toEqual([
    "Repo → DB: query",
    "Handler → Repo: updateContentImages",
    "Handler → Cache: del",
    "Consumer → Handler: onContentCreated",
  ]);
  expect(new Set(trace.events.map(({ run }) => run)).size).toBe(1);
  expect(trace.events.map(({ line }) => line)).toEqual([25, 22, 44, 15]);
});

test("an event that comes again changes nothing", async () => {
  const topic = await testTopic();
  const { clients, trace, events } = await testSystem(system, {
    setup,
    topic,
    databaseUrl: await testDatabase(),
  });
  const draft = await newDraft(clients);
  const updatedAt = async () =>
    (await clients.sql.query(sql`SELECT updated_at FROM event_drafts WHERE event_draft_id = ${draft}`)).rows;

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));
  const first = await updatedAt();
  await clients.redis.set(`event:draft:${draft}`, "read again meanwhile");
  await topic.produce(contentCreated(draft), contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(3));

  expect(events.filter(({ kind }) => kind === "duplicate")).toHaveLength(2);
  expect(await updatedAt()).toEqual(first);
  expect(await clients.redis.get(`event:draft:${draft}`)).toBe("read again meanwhile");
  expect(trace.events.filter(({ to }) => to === "DB")).toHaveLength(1);
});

test("the next reader sees the new images, and they are cached for as long as the note says", async () => {
  const topic = await testTopic();
  const { clients } = await testSystem(system, { setup, topic, databaseUrl: await testDatabase() });
  const draft = await newDraft(clients);
  await clients.redis.del(`event:draft:${draft}`);
  expect(await readDraft(clients, draft)).toBeNull();

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(await readDraft(clients, draft)).toEqual(imageUrls(draft));
  expect(cacheTtl.ttlSeconds).toBe(7 * 24 * 3600);
  const left = await clients.redis.ttl(`event:draft:${draft}`);
  expect(left).toBeGreaterThan(cacheTtl.ttlSeconds - 60);
  expect(left).toBeLessThanOrEqual(cacheTtl.ttlSeconds);
});

test("images of a draft that nobody knows are a dead letter at once, instead of being lost", async () => {
  const topic = await testTopic();
  const { consumed } = await testSystem(system, { setup, topic, databaseUrl: await testDatabase() });

  await topic.produce(contentCreated("nobody-knows"));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toMatchObject([
    { reason: "fatal", attempts: 1 },
  ]);
  const [letter] = await topic.read(`${topic.name}-dlt`);
  expect(readDeadLetterHeaders(letter?.message.headers ?? {})?.message).toContain(
    'no event draft "nobody-knows"',
  );
});

test("a cache that does not answer has the event tried again, until the cached draft is gone", async () => {
  const topic = await testTopic();
  let left = 2;
  const { clients, trace } = await testSystem(system, {
    setup,
    topic,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ to }) => to === "Cache" && left-- > 0,
        () => {
          throw new RetryableError("Redis is restarting");
        },
      ),
    ],
  });
  const draft = await newDraft(clients);

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(await clients.redis.get(`event:draft:${draft}`)).toBeNull();
  expect(arrows(trace.events).filter((arrow) => arrow.startsWith("Handler →"))).toEqual([
    "Handler → Repo: updateContentImages",
    "Handler → Cache: del ✗ RetryableError",
    "Handler → Repo: updateContentImages",
    "Handler → Cache: del ✗ RetryableError",
    "Handler → Repo: updateContentImages",
    "Handler → Cache: del",
  ]);
});

test("what is no event goes to the dead letter topic, and the next event is handled", async () => {
  const topic = await testTopic();
  const { clients, trace } = await testSystem(system, { setup, topic, databaseUrl: await testDatabase() });
  const draft = await newDraft(clients);
  const noUrls = json({ jobId: "job-1", eventDraftId: draft, imageUrls: {} });

  await topic.produce(
    { key: "a", value: "not JSON" },
    { key: "b", value: noUrls },
    { key: "c", value: null },
    { key: "d", value: json({ any: "thing" }), headers: { "event-type": "SomethingElse" } },
    contentCreated(draft),
  );
  await eventually(async () => expect(await topic.committed()).toBe(5));

  const letters = await topic.read(`${topic.name}-dlt`);
  expect(letters.map(({ message }) => String(message.key))).toEqual(["a", "b", "c"]);
  expect(letters.map(({ message }) => message.value?.toString())).toEqual(["not JSON", noUrls, undefined]);
  expect(readDeadLetterHeaders(letters[1]?.message.headers ?? {})).toMatchObject({
    topic: topic.name,
    offset: "1",
    exception: "InvalidPayloadError",
  });
  expect(await savedImages(clients, draft)).toEqual(imageUrls(draft));
  expect(trace.events.filter(({ to }) => to === "Handler")).toHaveLength(1);
});

test("a fault that stays is met by the first try and three retries, and then the event is dead-lettered", async () => {
  const topic = await testTopic(2);
  const draft = `draft-${randomUUID()}`;
  const { clients, trace, consumed } = await testSystem(system, {
    setup,
    topic,
    databaseUrl: await testDatabase(),
    observers: [failingFor(draft, Number.POSITIVE_INFINITY, new RetryableError("connection reset"))],
  });
  await newDraft(clients, draft);
  const other = await newDraft(clients);

  await topic.produce({ ...contentCreated(draft), partition: 0 }, { ...contentCreated(other), partition: 0 });
  await eventually(async () => expect(await topic.committed()).toBe(2));

  expect(trace.events.filter(({ to, outcome }) => to === "Handler" && outcome.kind === "threw")).toHaveLength(
    4,
  );
  const letters = await topic.read(`${topic.name}-dlt`);
  expect(letters.map(({ message }) => String(message.key))).toEqual([draft]);
  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toMatchObject([
    { reason: "exhausted", attempts: 4 },
  ]);
  // A failed save leaves the cache alone, and the next event is not held up.
  expect(await clients.redis.get(`event:draft:${draft}`)).toBe("as it was before");
  expect(await savedImages(clients, other)).toEqual(imageUrls(other));
});

test("a fault that passes is retried until the event is handled", async () => {
  const topic = await testTopic();
  const draft = `draft-${randomUUID()}`;
  const { clients, consumed } = await testSystem(system, {
    setup,
    topic,
    databaseUrl: await testDatabase(),
    observers: [failingFor(draft, 3, new RetryableError("connection reset"))],
  });
  await newDraft(clients, draft);

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(consumed.filter(({ kind }) => kind === "retry")).toHaveLength(3);
  expect(consumed.filter(({ kind }) => kind === "handled")).toMatchObject([{ attempt: 4 }]);
  expect(await savedImages(clients, draft)).toEqual(imageUrls(draft));
});

test("an error that no retry can mend is not retried", async () => {
  const topic = await testTopic();
  const draft = `draft-${randomUUID()}`;
  const { consumed } = await testSystem(system, {
    setup,
    topic,
    databaseUrl: await testDatabase(),
    observers: [failingFor(draft, 1, new FatalError("no such column"))],
  });

  await topic.produce(contentCreated(draft));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(consumed.filter(({ kind }) => kind === "retry")).toEqual([]);
  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toMatchObject([
    { reason: "fatal", attempts: 1 },
  ]);
});

test("after a crash between database and cache, the redelivered event still drops the cached draft", async () => {
  const topic = await testTopic();
  const databaseUrl = await testDatabase();
  const addresses = { ...inject("services"), postgres: { url: databaseUrl } };
  const draft = `draft-${randomUUID()}`;
  const key = `event:draft:${draft}`;
  await using db = postgresDatabase({ url: databaseUrl });
  await migrate(db, { name: protocol.name, migrations: setup.migrations ?? [] });
  await db.query(sql`INSERT INTO event_drafts (event_draft_id) VALUES (${draft})`);
  await topic.produce(contentCreated(draft));
  await life({
    diagram: "event-콘텐츠생성완료구독",
    addresses,
    topics: { Consumer: topic.name },
    groupId: topic.group,
    die: { when: "before", at: "Handler → Cache: DEL event:draft:{eventDraftId}" },
  }).over;

  const cached = gate();
  const { clients, trace } = await testSystem(system, {
    setup,
    topic,
    databaseUrl,
    observers: [
      before(
        ({ to }) => to === "Handler",
        () => cached.opened,
      ),
    ],
  });
  // Somebody reads the draft while the event is outstanding.
  await clients.redis.set(key, "as it was before");
  cached.open();
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(arrows(trace.events)).toContain("Handler → Cache: del");
  expect(await savedImages(clients, draft)).toEqual(imageUrls(draft));
  expect(await clients.redis.get(key)).toBeNull();
});
