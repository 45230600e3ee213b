import { sql, type SystemSetup } from "seqwright/runtime";

/** What diagrams/workflow-engine.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  topics: { KafkaListener: "user-registered" },
  collaborators: { Handler: { pending: "DB" } },
  migrations: [
    {
      name: "001-users",
      statements: [
        sql`CREATE TABLE user_entity (
          user_id text PRIMARY KEY,
          event_id text NOT NULL,
          display_name text NOT NULL,
          active boolean NOT NULL
        )`,
        sql`CREATE TABLE event_log (
          event_id text PRIMARY KEY,
          user_id text NOT NULL,
          logged_at timestamptz NOT NULL DEFAULT NOW()
        )`,
        sql`CREATE TABLE required_action (
          user_id text PRIMARY KEY REFERENCES user_entity,
          minio_add_user boolean NOT NULL,
          minio_add_path boolean NOT NULL
        )`,
      ],
    },
  ],
};
