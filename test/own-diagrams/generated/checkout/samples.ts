import { sql } from "seqwright-runtime";
import type { Samples } from "seqwright-runtime/contract";
import { PostOrdersRequest } from "./messages.gen.ts";

/** What an order of diagrams/checkout.puml finds: a customer who can pay, one who cannot, and one in debt. */
export const samples: Samples = {
  values: { total: [20, 200] },
  async before({ sql: db }, { values, pick }) {
    const { customerId } = PostOrdersRequest.parse(values["body"]);
    await db.query(sql`INSERT INTO customers (id, credit) VALUES (${customerId}, ${pick(1000, 0, -1)})`);
  },
};
