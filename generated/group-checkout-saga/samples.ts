import { sql } from "seqwright-runtime";
import type { Samples } from "seqwright-runtime/contract";
import { CheckoutGuestAccount } from "./messages.gen.ts";

/** What comes in by diagrams/group-checkout-saga.puml finds: guests who have paid, who owe something, who are gone already. */
export const samples: Samples = {
  complete: true,
  async before({ sql: db }, { values, pick }) {
    const command = CheckoutGuestAccount.safeParse(values["event"]);
    if (!command.success) return;
    const { guestStayAccountId, groupCheckoutId } = command.data;
    const guest = pick("has paid", "owes", "is gone");
    await db.query(
      sql`INSERT INTO guest_stay_accounts (id, status, balance)
          VALUES (${guestStayAccountId}, ${guest === "is gone" ? "CHECKED_OUT" : "OPEN"}, ${guest === "owes" ? 12_000 : 0})
          ON CONFLICT (id) DO NOTHING`,
    );
    const others = pick("alone", "one failed", "one is missing");
    const other = `${guestStayAccountId}-other`;
    await db.query(
      sql`INSERT INTO group_checkouts (id, account_ids, status)
          VALUES (${groupCheckoutId}, ${others === "alone" ? [guestStayAccountId] : [guestStayAccountId, other]}, 'INITIATED')
          ON CONFLICT (id) DO NOTHING`,
    );
    if (others === "one failed")
      await db.query(
        sql`INSERT INTO group_checkout_results (group_checkout_id, account_id, result)
            VALUES (${groupCheckoutId}, ${other}, 'FAILED') ON CONFLICT DO NOTHING`,
      );
  },
};
