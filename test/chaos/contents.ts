import { randomUUID } from "node:crypto";
import { setup } from "../../generated/event-콘텐츠생성완료구독/system.ts";
import { protocol } from "../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import type { Services } from "../../runtime/services/index.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { sql } from "../../runtime/sql.ts";
import { imagesOf } from "../demo/demo-input.ts";
import { type Findings, type Subject, subjectGround } from "./subject.ts";
import { untilItWorks } from "./until-it-works.ts";

/** A trigger that counts the saves of a draft, and those that changed its images. */
const saves = {
  name: "chaos-saves",
  migrations: [
    {
      name: "001-saves",
      statements: [
        sql`CREATE TABLE save (draft text NOT NULL, changed boolean NOT NULL)`,
        sql`CREATE FUNCTION note_save() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO save VALUES (NEW.event_draft_id, NEW.content_images IS DISTINCT FROM OLD.content_images);
          RETURN NEW; END $$`,
        sql`CREATE TRIGGER saved AFTER UPDATE ON event_drafts FOR EACH ROW EXECUTE FUNCTION note_save()`,
      ],
    },
  ],
};

interface DraftRow {
  readonly draft: string;
  readonly images: unknown;
}

/** The ContentCreated diagram: each event must save its images once, and leave no cached draft that is older. */
export async function contents(services: Services): Promise<Subject> {
  const ground = await subjectGround(services, "event-콘텐츠생성완료구독", "Consumer");
  const { producer, topic } = ground;
  const { sql: db, redis } = ground.clients;
  const { migrations = [] } = setup;
  await migrate(db, { name: protocol.name, migrations });
  await migrate(db, saves);
  const run = randomUUID().slice(0, 8);
  const drafts: string[] = [];
  const keyOf = (draft: string): string => `event:draft:${draft}`;
  const stored = async (): Promise<readonly DraftRow[]> =>
    (
      await db.query<DraftRow>(
        sql`SELECT event_draft_id AS draft, content_images AS images FROM event_drafts`,
      )
    ).rows;

  const findings = async (): Promise<Findings> => {
    const rows = await stored();
    const images = new Map(rows.map((row) => [row.draft, JSON.stringify(row.images)]));
    let [lost, stale] = [0, 0];
    for (const draft of drafts) {
      const kept = images.get(draft) ?? "null";
      if (kept === "null") lost += 1;
      const cached = await redis.get(keyOf(draft));
      if (cached !== null && cached !== kept) stale += 1;
    }
    const { rows: counted } = await db.query<{ readonly changes: number; readonly repeats: number }>(sql`
      SELECT coalesce(sum(changes - 1), 0)::integer AS changes, coalesce(sum(total - changes), 0)::integer AS repeats
      FROM (SELECT count(*) FILTER (WHERE changed) AS changes, count(*) AS total FROM save GROUP BY draft) each`);
    const letters = await ground.deadLetters();
    return {
      published: drafts.length,
      lost,
      doubled: counted[0]?.changes ?? 0,
      broken: [
        ...(stale === 0 ? [] : [`${stale} caches stale`]),
        ...(letters === 0 ? [] : [`${letters} contents dead-lettered`]),
      ],
      remark: `0 caches stale, ${counted[0]?.repeats ?? 0} saves repeated without effect`.replace(
        /^0/,
        `${stale}`,
      ),
    };
  };

  return {
    place: ground.place,
    isWorkedOff: () => ground.isWorkedOff(),
    findings,
    async publish() {
      const draft = `d${drafts.length}-${run}`;
      drafts.push(draft);
      await untilItWorks("store a draft", () =>
        db.query(sql`INSERT INTO event_drafts (event_draft_id) VALUES (${draft}) ON CONFLICT DO NOTHING`),
      );
      await untilItWorks("cache a draft", () => redis.set(keyOf(draft), "null"));
      const payload = { jobId: `job-${draft}`, eventDraftId: draft, imageUrls: imagesOf(draft) };
      await untilItWorks("publish a content", () =>
        producer.publish({ topic, key: draft, type: "ContentCreated", payload }),
      );
    },
    /** Users read drafts, which puts them into the cache as they are in the database. */
    async meanwhile() {
      for (const { draft, images } of (await stored()).slice(-10))
        await redis.set(keyOf(draft), JSON.stringify(images));
    },
    [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
  };
}
