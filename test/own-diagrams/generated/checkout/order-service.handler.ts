import { decodeSql, onlyValue, parse, retried, sql, z } from "seqwright-runtime";
import { Customer, Order, type OrderResult, OutOfStockError } from "./messages.gen.ts";
import type {
  NotificationServicePort,
  OrderDbPort,
  OrderEventsPort,
  OrderServiceCollaborators,
  OrderServicePort,
  PaymentClientPort,
} from "./ports.gen.ts";

/** As the note over OrderService has it. */
const drawn = { retriesMax: 3, delayMs: 1000 };

/** OrderService in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class OrderService implements OrderServicePort {
  readonly #db: OrderDbPort;
  readonly #notify: NotificationServicePort;
  readonly #payment: PaymentClientPort;
  readonly #events: OrderEventsPort;

  constructor({ db, notify, payment, events }: OrderServiceCollaborators) {
    this.#db = db;
    this.#notify = notify;
    this.#payment = payment;
    this.#events = events;
  }

  /** placeOrder(order) */
  async placeOrder(order: Order): Promise<OrderResult> {
    await this.validateOrder(order);
    const customer = decodeSql(
      Customer,
      (
        await retried(drawn, () =>
          this.#db.query(sql`SELECT id, credit FROM customers WHERE id = ${order.customerId}`),
        )
      ).rows[0],
      "customer",
    );
    if (customer.credit < 0) {
      await this.#notify.warn(order.customerId);
    }
    if (await this.stockAvailable(order, customer)) {
      const orderId = decodeSql(
        z.string().min(1),
        onlyValue(
          await retried(drawn, () =>
            this.#db.query(
              sql`INSERT INTO orders (customer_id, total) VALUES (${order.customerId}, ${order.total}) RETURNING id`,
            ),
          ),
        ),
        "orderId",
      );
      const response = await retried(drawn, () =>
        this.#payment.postPayments({ orderId, total: order.total }),
      );
      if (response.status === 201) {
        await Promise.all([
          retried(drawn, () =>
            this.#events.publishOrderPlaced({ orderId, customerId: order.customerId, total: order.total }),
          ),
          this.#notify.sendReceipt(orderId),
        ]);
        return { orderId, state: "PLACED" };
      }
      await retried(drawn, () => this.#db.query(sql`DELETE FROM orders WHERE id = ${orderId}`));
      return { orderId, state: "REFUSED" };
    }
    throw new OutOfStockError("nothing left");
  }

  /** validate order */
  protected async validateOrder(order: Order): Promise<void> {
    parse(Order, order, "order");
  }

  /** Whether to go on with "stock available". */
  protected async stockAvailable(order: Order, customer: Customer): Promise<boolean> {
    return order.total <= customer.credit;
  }
}
