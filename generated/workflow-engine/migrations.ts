import { type MigrationSet, sql } from "seqwright-runtime";

/** The tables behind diagrams/workflow-engine.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "workflow-engine",
  migrations: [
    {
      name: "001-registration",
      statements: [
        sql`CREATE TABLE user_entity (
          user_id text PRIMARY KEY,
          event_id text NOT NULL,
          display_name text NOT NULL,
          active boolean NOT NULL DEFAULT FALSE,
          created_at timestamptz NOT NULL DEFAULT now()
        )`,
        sql`CREATE TABLE event_log (
          event_id text PRIMARY KEY,
          user_id text NOT NULL REFERENCES user_entity,
          received_at timestamptz NOT NULL DEFAULT now()
        )`,
        sql`CREATE INDEX event_log_user_id ON event_log (user_id)`,
        sql`CREATE TABLE required_action (
          user_id text PRIMARY KEY REFERENCES user_entity,
          minio_add_user boolean NOT NULL DEFAULT FALSE,
          minio_add_path boolean NOT NULL DEFAULT FALSE,
          created_at timestamptz NOT NULL DEFAULT now()
        )`,
        sql`CREATE INDEX required_action_pending ON required_action (created_at)
          WHERE NOT (minio_add_user AND minio_add_path)`,
      ],
    },
  ],
};
