import { randomUUID } from "node:crypto";
import { migrations } from "../../generated/event-콘텐츠생성완료구독/migrations.ts";
import { setup } from "../../generated/event-콘텐츠생성완료구독/system.ts";
import { system } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { kafkaConsumer } from "../../runtime/adapters/kafka/index.ts";
import type { RedisCommands, SqlDatabase } from "../../runtime/index.ts";
import { sql } from "../../runtime/sql/sql.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { processedEventTables } from "../../runtime/system/processed-events.ts";
import { startSystem } from "../../runtime/system/start-system.ts";
import { bareLoop, benchConsumer, draftOf } from "./consumer.ts";
import type { Compared } from "./samples.ts";

export interface GeneratedBench {
  readonly brokers: readonly string[];
  readonly db: SqlDatabase;
  readonly redis: RedisCommands;
  readonly messages: number;
  readonly rounds: number;
}

/**
 * The whole generated consumer, wired and traced, against a bare loop that sends the same statements and commands: it
 * asks whether the event has been dealt with, updates the draft, clears the cache, and remembers the event.
 */
export async function benchGeneratedConsumer({
  brokers,
  db,
  redis,
  messages,
  rounds,
}: GeneratedBench): Promise<Compared> {
  await migrate(db, migrations);
  await migrate(db, processedEventTables);
  const drafts = Array.from({ length: messages }, (_, index) => draftOf(index));
  await db.query(sql`INSERT INTO event_drafts (event_draft_id)
    SELECT unnest(${drafts}::text[])`);
  const group = randomUUID();
  let round = 0;
  return benchConsumer({
    brokers,
    messages,
    rounds,
    bare: async (topic, handled) => {
      const consumer = `${group}-${(round += 1)}`;
      const side = bareLoop(brokers, async ({ jobId, eventDraftId, imageUrls }) => {
        const { rowCount } = await db.query(
          sql`SELECT 1 FROM seqwright_processed_event WHERE consumer = ${consumer} AND id = ${jobId}`,
        );
        if (rowCount > 0) return;
        await db.query(sql`UPDATE event_drafts SET content_images = ${imageUrls}, updated_at = NOW()
          WHERE event_draft_id = ${eventDraftId}`);
        await redis.del(`event:draft:${eventDraftId}`);
        await db.query(sql`INSERT INTO seqwright_processed_event (consumer, id) VALUES (${consumer}, ${jobId})
          ON CONFLICT DO NOTHING`);
      });
      return side(topic, handled);
    },
    ours: async (topic, handled) =>
      startSystem(system, {
        ...setup,
        topics: { Consumer: topic },
        clients: { sql: db, redis },
        groupId: `${group}-${(round += 1)}`,
        subscribe: (subscription) =>
          kafkaConsumer({
            brokers,
            ...subscription,
            onEvent: ({ kind }) => (kind === "handled" ? handled() : undefined),
          }),
      }),
  });
}
