import { type MigrationSet, sql } from "seqwright-runtime";

/** The tables behind diagrams/checkout.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "checkout",
  migrations: [
    {
      name: "001-orders",
      statements: [
        sql`CREATE TABLE customers (id text PRIMARY KEY, credit double precision NOT NULL)`,
        sql`CREATE TABLE orders (
          id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
          customer_id text NOT NULL REFERENCES customers,
          total double precision NOT NULL
        )`,
      ],
    },
  ],
};
