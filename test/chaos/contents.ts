import { randomUUID } from "node:crypto";
import { setup } from "../../generated/event-콘텐츠생성완료구독/system.ts";
import { protocol } from "../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { sql } from "../../runtime/sql/sql.ts";
import { imagesOf } from "../demo/demo-input.ts";
import { sumOfFindings } from "./findings.ts";
import { changesOf, judgeEffects } from "./judge.ts";
import { type Subject, subjectGround } from "./subject.ts";
import { untilItWorks } from "../../runtime/contract/chaos/until-it-works.ts";

/** A trigger that notes every save of a draft. */
const saves = {
  name: "chaos-saves",
  migrations: [
    {
      name: "001-saves",
      statements: [
        sql`CREATE TABLE save (number bigint GENERATED ALWAYS AS IDENTITY, draft text NOT NULL, version text)`,
        sql`CREATE FUNCTION note_save() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO save (draft, version) VALUES (NEW.event_draft_id, NEW.content_images ->> 'simple');
          RETURN NEW; END $$`,
        sql`CREATE TRIGGER saved AFTER UPDATE ON event_drafts FOR EACH ROW EXECUTE FUNCTION note_save()`,
      ],
    },
  ],
};

const draftsMax = 2000;

interface Draft {
  readonly id: string;
  /** The images of its events, as far as they are published. */
  readonly versions: string[];
}

/**
 * The ContentCreated diagram: each draft gets its images by one event and other ones by a second, whereupon the first
 * comes again. Both must be saved once, in this order, and leave no cached draft that is older.
 */
export async function contents(servers: ServiceAddresses): Promise<Subject> {
  const ground = await subjectGround(servers, "event-콘텐츠생성완료구독", "Consumer");
  const { producer, topic } = ground;
  const { sql: db, redis } = ground.clients;
  const { migrations = [] } = setup;
  await migrate(db, { name: protocol.name, migrations });
  await migrate(db, saves);
  const run = randomUUID().slice(0, 8);
  const drafts: Draft[] = [];
  const keyOf = (id: string): string => `event:draft:${id}`;

  const inDatabase = async (): Promise<ReadonlyMap<string, string>> => {
    const { rows } = await db.query<{ readonly id: string; readonly version: string | null }>(
      sql`SELECT event_draft_id AS id, content_images ->> 'simple' AS version FROM event_drafts`,
    );
    return new Map(rows.map(({ id, version }) => [id, version ?? "no images"]));
  };

  // They are there from the start: nothing but Kafka has to work for the next event to come.
  await db.query(sql`INSERT INTO event_drafts (event_draft_id)
    SELECT ${"d"} || number || ${`-${run}`} FROM generate_series(0, ${draftsMax - 1}::integer) number`);
  const newDraft = async (): Promise<Draft> => {
    if (drafts.length === draftsMax) throw new Error(`there are no more than ${draftsMax} drafts`);
    const draft: Draft = { id: `d${drafts.length}-${run}`, versions: [] };
    drafts.push(draft);
    // A user reads it, unless Redis is away.
    await redis.set(keyOf(draft.id), "no images").catch(() => undefined);
    return draft;
  };

  const send = async ({ id }: Draft, version: number): Promise<void> => {
    const payload = { jobId: `job-${id}`, eventDraftId: id, imageUrls: imagesOf(`${id}/v${version}`) };
    await untilItWorks("publish a content", () =>
      producer.publish({ topic, key: id, type: "ContentCreated", payload }),
    );
  };

  return {
    place: ground.place,
    isWorkedOff: () => ground.isWorkedOff(),
    nextLife: () => undefined,
    async publish() {
      const last = drafts.at(-1);
      const draft = last?.versions.length === 1 ? last : await newDraft();
      draft.versions.push(imagesOf(`${draft.id}/v${draft.versions.length}`).simple);
      await send(draft, draft.versions.length - 1);
      // The first one comes again when the second is there: handled again, it would bring its images back.
      if (draft.versions.length > 1) await send(draft, 0);
    },
    /** Users read drafts, which puts them into the cache as they are in the database. */
    async meanwhile() {
      const stored = await inDatabase();
      for (const { id } of drafts.slice(-10)) await redis.set(keyOf(id), stored.get(id) ?? "no images");
    },
    async findings() {
      const { rows } = await db.query<{ readonly draft: string; readonly version: string }>(
        sql`SELECT draft, version FROM save ORDER BY number`,
      );
      const stored = await inDatabase();
      const judged = drafts.map(async ({ id, versions }) => {
        const saved = rows.flatMap(({ draft, version }) => (draft === id ? [version] : []));
        const changes = changesOf(saved);
        const cached = await redis.get(keyOf(id));
        return {
          ...judgeEffects(versions, changes),
          stale: cached === null || cached === stored.get(id) ? 0 : 1,
          remarks: { "saves repeated without effect": saved.length - changes.length },
        };
      });
      const events = drafts.reduce((sum, { versions }) => sum + versions.length, 0);
      return sumOfFindings([...(await Promise.all(judged)), { events }, await ground.deadLetters()]);
    },
    async [Symbol.asyncDispose]() {
      for (const { id } of drafts) await redis.del(keyOf(id)).catch(() => 0);
      await ground[Symbol.asyncDispose]();
    },
  };
}
