import { sql } from "seqwright-runtime";
import type { Samples } from "seqwright-runtime/contract";
import { ShoppingCartConfirmed } from "./messages.gen.ts";

const productItems = [
  { productId: "tent", quantity: 1, unitPrice: 120_000 },
  { productId: "lamp", quantity: 2, unitPrice: 15_000 },
];

/** What an event of diagrams/shopping-cart-forwarder.puml finds: the cart that was confirmed, or none. */
export const samples: Samples = {
  complete: true,
  async before({ sql: db }, { values, pick }) {
    const { shoppingCartId } = ShoppingCartConfirmed.parse(values["event"]);
    if (pick("confirmed", "lost") === "lost") return;
    await db.query(
      sql`INSERT INTO shopping_carts (id, client_id, product_items, total_price)
          VALUES (${shoppingCartId}, 'client-1', ${JSON.stringify(productItems)}, 150000)
          ON CONFLICT (id) DO NOTHING`,
    );
  },
};
