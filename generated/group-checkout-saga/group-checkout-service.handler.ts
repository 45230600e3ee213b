import { decodeSql, sql } from "seqwright-runtime";
import { Progress } from "./messages.gen.ts";
import type {
  GroupCheckoutServiceCollaborators,
  GroupCheckoutServicePort,
  HotelDbPostgreSqlPort,
  KafkaGroupCheckoutEventsPort,
} from "./ports.gen.ts";

/** GroupCheckoutService in diagrams/group-checkout-saga.puml. Yours: fill in, change, extend. */
export class GroupCheckoutService implements GroupCheckoutServicePort {
  readonly #db: HotelDbPostgreSqlPort;
  readonly #groupEvents: KafkaGroupCheckoutEventsPort;

  constructor({ db, groupEvents }: GroupCheckoutServiceCollaborators) {
    this.#db = db;
    this.#groupEvents = groupEvents;
  }

  /** initiate(groupCheckoutId, guestStayAccountIds) */
  async initiate(groupCheckoutId: string, guestStayAccountIds: string[]): Promise<void> {
    await this.#db.query(
      sql`INSERT INTO group_checkouts (id, account_ids, status) VALUES (${groupCheckoutId}, ${guestStayAccountIds}, 'INITIATED') ON CONFLICT (id) DO UPDATE SET status = 'INITIATED'`,
    );
    await this.#groupEvents.publishGroupCheckoutInitiated({ groupCheckoutId, guestStayAccountIds });
  }

  /** recordCompletion(groupCheckoutId, guestStayAccountId) */
  async recordCompletion(groupCheckoutId: string, guestStayAccountId: string): Promise<void> {
    await this.#db.query(
      sql`INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES (${groupCheckoutId}, ${guestStayAccountId}, 'COMPLETED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result`,
    );
    const progress = decodeSql(
      Progress,
      (
        await this.#db.query(
          sql`SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = ${groupCheckoutId} GROUP BY g.id`,
        )
      ).rows[0],
      "progress",
    );
    if (progress.done === progress.total && progress.failed === 0) {
      await this.#db.query(
        sql`UPDATE group_checkouts SET status = 'COMPLETED' WHERE id = ${groupCheckoutId}`,
      );
    } else if (progress.done === progress.total) {
      await this.#db.query(sql`UPDATE group_checkouts SET status = 'FAILED' WHERE id = ${groupCheckoutId}`);
    }
  }

  /** recordFailure(groupCheckoutId, guestStayAccountId) */
  async recordFailure(groupCheckoutId: string, guestStayAccountId: string): Promise<void> {
    await this.#db.query(
      sql`INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES (${groupCheckoutId}, ${guestStayAccountId}, 'FAILED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result`,
    );
    const progress = decodeSql(
      Progress,
      (
        await this.#db.query(
          sql`SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = ${groupCheckoutId} GROUP BY g.id`,
        )
      ).rows[0],
      "progress",
    );
    if (progress.done === progress.total) {
      await this.#db.query(sql`UPDATE group_checkouts SET status = 'FAILED' WHERE id = ${groupCheckoutId}`);
    }
  }
}
