// Generated from diagrams/shopping-cart-forwarder.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SqlResult, SqlStatement } from "seqwright-runtime";
import type { ShoppingCart, ShoppingCartConfirmed, ShoppingCartFinalized } from "./messages.gen.ts";

/** What is asked of ShoppingCartExternalEventForwarder in diagrams/shopping-cart-forwarder.puml. */
export interface ShoppingCartExternalEventForwarderPort {
  /**
   * ShoppingCartConfirmed 이벤트 수신 {eventId, shoppingCartId, confirmedAt}
   * Rejects with ShoppingCartNotFoundException.
   */
  onShoppingCartConfirmed(event: ShoppingCartConfirmed): Promise<void>;
}

/** What is asked of ShoppingCartStore in diagrams/shopping-cart-forwarder.puml. */
export interface ShoppingCartStorePort {
  /**
   * findCart(shoppingCartId)
   * Rejects with ShoppingCartNotFoundException.
   */
  findCart(shoppingCartId: string): Promise<ShoppingCart>;
}

/** What is asked of Cart DB (PostgreSQL) in diagrams/shopping-cart-forwarder.puml. */
export interface CartDbPostgreSqlPort {
  /** SELECT client_id, product_items, total_price FROM shopping_carts WHERE id = {shoppingCartId} */
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What is asked of Kafka shopping-carts-external-events in diagrams/shopping-cart-forwarder.puml. */
export interface KafkaShoppingCartsExternalEventsPort {
  /** ShoppingCartFinalized 이벤트 발행 {shoppingCartId, clientId, productItems, totalPrice, confirmedAt} (key: shoppingCartId) */
  publishShoppingCartFinalized(event: ShoppingCartFinalized): Promise<void>;
}

/** Whom ShoppingCartExternalEventForwarder works with. */
export interface ShoppingCartExternalEventForwarderCollaborators {
  readonly store: ShoppingCartStorePort;
  readonly externalTopic: KafkaShoppingCartsExternalEventsPort;
}

/** Whom ShoppingCartStore works with. */
export interface ShoppingCartStoreCollaborators {
  readonly cartDb: CartDbPostgreSqlPort;
}
