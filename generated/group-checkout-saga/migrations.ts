import { type MigrationSet, sql } from "seqwright-runtime";

/** The tables behind diagrams/group-checkout-saga.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "group-checkout-saga",
  migrations: [
    {
      name: "001-group-checkouts",
      statements: [
        sql`CREATE TABLE guest_stay_accounts (
          id text PRIMARY KEY,
          status text NOT NULL DEFAULT 'OPEN',
          balance bigint NOT NULL DEFAULT 0
        )`,
        sql`CREATE TABLE group_checkouts (
          id text PRIMARY KEY,
          account_ids text[] NOT NULL,
          status text NOT NULL
        )`,
        sql`CREATE TABLE group_checkout_results (
          group_checkout_id text NOT NULL,
          account_id text NOT NULL,
          result text NOT NULL,
          PRIMARY KEY (group_checkout_id, account_id)
        )`,
      ],
    },
  ],
};
