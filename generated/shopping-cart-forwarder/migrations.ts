import { type MigrationSet, sql } from "seqwright-runtime";

/** The table behind diagrams/shopping-cart-forwarder.puml. Yours: add to the end, and never edit what has been released. */
export const migrations: MigrationSet = {
  name: "shopping-cart-forwarder",
  migrations: [
    {
      name: "001-shopping-carts",
      statements: [
        sql`CREATE TABLE shopping_carts (
          id text PRIMARY KEY,
          client_id text NOT NULL,
          product_items jsonb NOT NULL,
          total_price bigint NOT NULL
        )`,
      ],
    },
  ],
};
