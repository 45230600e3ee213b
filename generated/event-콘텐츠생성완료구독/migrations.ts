import { type MigrationSet, sql } from "seqwright-runtime";

/** The table behind diagrams/event-콘텐츠생성완료구독.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "event-콘텐츠생성완료구독",
  migrations: [
    {
      name: "001-event-drafts",
      statements: [
        sql`CREATE TABLE event_drafts (
          event_draft_id text PRIMARY KEY,
          content_images jsonb,
          created_at timestamptz NOT NULL DEFAULT now(),
          updated_at timestamptz NOT NULL DEFAULT now()
        )`,
      ],
    },
  ],
};
