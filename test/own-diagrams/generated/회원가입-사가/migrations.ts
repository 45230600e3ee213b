import { type MigrationSet, sql } from "seqwright-runtime";

/** The table behind diagrams/회원가입-사가.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "회원가입-사가",
  migrations: [
    {
      name: "001-users",
      statements: [
        sql`CREATE TABLE users (
          user_id text PRIMARY KEY,
          email text NOT NULL,
          user_name text NOT NULL,
          status text NOT NULL
        )`,
      ],
    },
  ],
};
