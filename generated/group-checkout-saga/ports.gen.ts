// Generated from diagrams/group-checkout-saga.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SqlResult, SqlStatement } from "seqwright-runtime";
import type {
  CheckoutGuestAccount,
  GroupCheckoutInitiated,
  GuestAccountCheckoutCompleted,
  GuestAccountCheckoutFailed,
  InitiateGroupCheckoutResponse,
  PostGroupCheckoutsRequest,
} from "./messages.gen.ts";

/** What is asked of GroupCheckoutController in diagrams/group-checkout-saga.puml. */
export interface GroupCheckoutControllerPort {
  /** POST /api/group-checkouts {groupCheckoutId, guestStayAccountIds} */
  initiateGroupCheckout(body: PostGroupCheckoutsRequest): Promise<InitiateGroupCheckoutResponse>;
}

/** What is asked of GroupCheckoutService in diagrams/group-checkout-saga.puml. */
export interface GroupCheckoutServicePort {
  /** initiate(groupCheckoutId, guestStayAccountIds) */
  initiate(groupCheckoutId: string, guestStayAccountIds: string[]): Promise<void>;
  /** recordCompletion(groupCheckoutId, guestStayAccountId) */
  recordCompletion(groupCheckoutId: string, guestStayAccountId: string): Promise<void>;
  /** recordFailure(groupCheckoutId, guestStayAccountId) */
  recordFailure(groupCheckoutId: string, guestStayAccountId: string): Promise<void>;
}

/** What is asked of GroupCheckoutSaga in diagrams/group-checkout-saga.puml. */
export interface GroupCheckoutSagaPort {
  /** GroupCheckoutInitiated 이벤트 수신 {groupCheckoutId, guestStayAccountIds} */
  onGroupCheckoutInitiated(event: GroupCheckoutInitiated): Promise<void>;
  /** GuestAccountCheckoutCompleted 이벤트 수신 {guestStayAccountId, groupCheckoutId} */
  onGuestAccountCheckoutCompleted(event: GuestAccountCheckoutCompleted): Promise<void>;
  /** GuestAccountCheckoutFailed 이벤트 수신 {guestStayAccountId, groupCheckoutId} */
  onGuestAccountCheckoutFailed(event: GuestAccountCheckoutFailed): Promise<void>;
}

/** What is asked of GuestStayAccountService in diagrams/group-checkout-saga.puml. */
export interface GuestStayAccountServicePort {
  /** CheckoutGuestAccount 명령 수신 {guestStayAccountId, groupCheckoutId} */
  onCheckoutGuestAccount(event: CheckoutGuestAccount): Promise<void>;
}

/** What is asked of Hotel DB (PostgreSQL) in diagrams/group-checkout-saga.puml. */
export interface HotelDbPostgreSqlPort {
  /**
   * INSERT INTO group_checkouts (id, account_ids, status) VALUES ({groupCheckoutId}, {guestStayAccountIds}, 'INITIATED') ON CONFLICT (id) DO UPDATE SET status = 'INITIATED'
   * SELECT status, balance FROM guest_stay_accounts WHERE id = {guestStayAccountId}
   * UPDATE guest_stay_accounts SET status = 'CHECKED_OUT' WHERE id = {guestStayAccountId}
   * INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES ({groupCheckoutId}, {guestStayAccountId}, 'COMPLETED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result
   * SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = {groupCheckoutId} GROUP BY g.id
   * UPDATE group_checkouts SET status = 'COMPLETED' WHERE id = {groupCheckoutId}
   * UPDATE group_checkouts SET status = 'FAILED' WHERE id = {groupCheckoutId}
   * INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES ({groupCheckoutId}, {guestStayAccountId}, 'FAILED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result
   */
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What is asked of Kafka group-checkout-events in diagrams/group-checkout-saga.puml. */
export interface KafkaGroupCheckoutEventsPort {
  /** GroupCheckoutInitiated 이벤트 발행 {groupCheckoutId, guestStayAccountIds} (key: groupCheckoutId) */
  publishGroupCheckoutInitiated(event: GroupCheckoutInitiated): Promise<void>;
}

/** What is asked of Kafka guest-stay-commands in diagrams/group-checkout-saga.puml. */
export interface KafkaGuestStayCommandsPort {
  /** CheckoutGuestAccount 명령 발행 {guestStayAccountId, groupCheckoutId} (key: guestStayAccountId) */
  publishCheckoutGuestAccount(event: CheckoutGuestAccount): Promise<void>;
}

/** What is asked of Kafka guest-stay-events in diagrams/group-checkout-saga.puml. */
export interface KafkaGuestStayEventsPort {
  /** GuestAccountCheckoutCompleted 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId) */
  publishGuestAccountCheckoutCompleted(event: GuestAccountCheckoutCompleted): Promise<void>;
  /** GuestAccountCheckoutFailed 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId) */
  publishGuestAccountCheckoutFailed(event: GuestAccountCheckoutFailed): Promise<void>;
}

/** Whom GroupCheckoutController works with. */
export interface GroupCheckoutControllerCollaborators {
  readonly group: GroupCheckoutServicePort;
}

/** Whom GroupCheckoutService works with. */
export interface GroupCheckoutServiceCollaborators {
  readonly db: HotelDbPostgreSqlPort;
  readonly groupEvents: KafkaGroupCheckoutEventsPort;
}

/** Whom GroupCheckoutSaga works with. */
export interface GroupCheckoutSagaCollaborators {
  readonly commands: KafkaGuestStayCommandsPort;
  readonly group: GroupCheckoutServicePort;
}

/** Whom GuestStayAccountService works with. */
export interface GuestStayAccountServiceCollaborators {
  readonly db: HotelDbPostgreSqlPort;
  readonly guestEvents: KafkaGuestStayEventsPort;
}
