import { sql, type SystemSetup } from "seqwright/runtime";

/** What diagrams/event-콘텐츠생성완료구독.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  migrations: [
    {
      name: "001-event-drafts",
      statements: [
        sql`CREATE TABLE event_drafts (
          event_draft_id text PRIMARY KEY,
          content_images jsonb,
          updated_at timestamptz NOT NULL DEFAULT NOW()
        )`,
      ],
    },
  ],
};
