import { caught, parse } from "seqwright-runtime";
import { type Order, OutOfStockError, PostOrdersRequest, type PostOrdersResponse } from "./messages.gen.ts";
import type { OrderApiCollaborators, OrderApiPort, OrderServicePort } from "./ports.gen.ts";

/** Order API in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class OrderApi implements OrderApiPort {
  readonly #orderService: OrderServicePort;

  constructor({ orderService }: OrderApiCollaborators) {
    this.#orderService = orderService;
  }

  /** POST /orders {customerId, items: [{sku: string, quantity: number}], total: number} */
  async postOrders(body: PostOrdersRequest): Promise<PostOrdersResponse> {
    parse(PostOrdersRequest, body, "body");
    const order = await this.provideOrder(body);
    const orderResult = await this.#orderService.placeOrder(order).catch(caught(OutOfStockError));
    if (orderResult instanceof OutOfStockError) {
      return { status: 409, body: { code: "OUT_OF_STOCK" } };
    }
    if (orderResult.state === "PLACED") {
      return { status: 201, body: orderResult };
    }
    return { status: 402, body: { state: "REFUSED" } };
  }

  /** What placeOrder receives as order; the diagram does not say where it comes from. */
  protected async provideOrder(body: PostOrdersRequest): Promise<Order> {
    return { customerId: body.customerId, total: body.total };
  }
}
