import { sql } from "seqwright-runtime";
import type { Samples } from "seqwright-runtime/contract";
import { ContentCreated } from "./messages.gen.ts";

/** What an event of diagrams/event-콘텐츠생성완료구독.puml finds: the draft that its images are for, in a cache that is out of date. */
export const samples: Samples = {
  complete: true,
  async before({ sql: db, redis }, { values }) {
    const { eventDraftId } = ContentCreated.parse(values["event"]);
    await db.query(
      sql`INSERT INTO event_drafts (event_draft_id, updated_at) VALUES (${eventDraftId}, '2026-01-01')`,
    );
    await redis.set(`event:draft:${eventDraftId}`, "as it was before", { ttlSeconds: 600 });
  },
};
