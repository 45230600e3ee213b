import { decodeSql, parse, sql } from "seqwright-runtime";
import { Account, CheckoutGuestAccount } from "./messages.gen.ts";
import type {
  GuestStayAccountServiceCollaborators,
  GuestStayAccountServicePort,
  HotelDbPostgreSqlPort,
  KafkaGuestStayEventsPort,
} from "./ports.gen.ts";

/** GuestStayAccountService in diagrams/group-checkout-saga.puml. Yours: fill in, change, extend. */
export class GuestStayAccountService implements GuestStayAccountServicePort {
  readonly #db: HotelDbPostgreSqlPort;
  readonly #guestEvents: KafkaGuestStayEventsPort;

  constructor({ db, guestEvents }: GuestStayAccountServiceCollaborators) {
    this.#db = db;
    this.#guestEvents = guestEvents;
  }

  /** CheckoutGuestAccount 명령 수신 {guestStayAccountId, groupCheckoutId} */
  async onCheckoutGuestAccount(event: CheckoutGuestAccount): Promise<void> {
    parse(CheckoutGuestAccount, event, "event");
    const account = decodeSql(
      Account,
      (
        await this.#db.query(
          sql`SELECT status, balance FROM guest_stay_accounts WHERE id = ${event.guestStayAccountId}`,
        )
      ).rows[0],
      "account",
    );
    if (account.status === "OPEN" && account.balance === 0) {
      await this.#db.query(
        sql`UPDATE guest_stay_accounts SET status = 'CHECKED_OUT' WHERE id = ${event.guestStayAccountId}`,
      );
      await this.#guestEvents.publishGuestAccountCheckoutCompleted(event);
    } else if (account.status === "CHECKED_OUT") {
      await this.#guestEvents.publishGuestAccountCheckoutCompleted(event);
    } else {
      await this.#guestEvents.publishGuestAccountCheckoutFailed(event);
    }
  }
}
