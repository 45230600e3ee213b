// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SqlResult, SqlStatement } from "seqwright-runtime";
import type {
  Order,
  OrderPlaced,
  OrderResult,
  PostOrdersRequest,
  PostOrdersResponse,
  PostPaymentsRequest,
  PostPaymentsResponse,
} from "./messages.gen.ts";

/** What is asked of Order API in diagrams/checkout.puml. */
export interface OrderApiPort {
  /** POST /orders {customerId, items: [{sku: string, quantity: number}], total: number} */
  postOrders(body: PostOrdersRequest): Promise<PostOrdersResponse>;
}

/** What is asked of OrderService in diagrams/checkout.puml. */
export interface OrderServicePort {
  /**
   * placeOrder(order)
   * Rejects with OutOfStockError.
   */
  placeOrder(order: Order): Promise<OrderResult>;
}

/** What is asked of PaymentClient in diagrams/checkout.puml. */
export interface PaymentClientPort {
  /** POST /payments {orderId, total: number} */
  postPayments(body: PostPaymentsRequest): Promise<PostPaymentsResponse>;
}

/** What is asked of Order DB in diagrams/checkout.puml. */
export interface OrderDbPort {
  /**
   * SELECT id, credit FROM customers WHERE id = :customerId
   * INSERT INTO orders (customer_id, total) VALUES (?, ?) RETURNING id
   * DELETE FROM orders WHERE id = :orderId
   */
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What is asked of order-events in diagrams/checkout.puml. */
export interface OrderEventsPort {
  /** OrderPlaced event {orderId, customerId, total} */
  publishOrderPlaced(event: OrderPlaced): Promise<void>;
}

/** What is asked of NotificationService in diagrams/checkout.puml. */
export interface NotificationServicePort {
  /** warn(customerId) */
  warn(customerId: string): Promise<void>;
  /** sendReceipt(orderId) */
  sendReceipt(orderId: string): Promise<void>;
}

/** Whom OrderApi works with. */
export interface OrderApiCollaborators {
  readonly orderService: OrderServicePort;
}

/** Whom OrderService works with. */
export interface OrderServiceCollaborators {
  readonly db: OrderDbPort;
  readonly notify: NotificationServicePort;
  readonly payment: PaymentClientPort;
  readonly events: OrderEventsPort;
}
