import type { PostPaymentsRequest, PostPaymentsResponse } from "./messages.gen.ts";
import type { PaymentClientPort } from "./ports.gen.ts";

/** PaymentClient in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class PaymentClient implements PaymentClientPort {
  /** POST /payments {orderId, total: number} */
  async postPayments({ total }: PostPaymentsRequest): Promise<PostPaymentsResponse> {
    // Stands for a payment service, which takes small amounts only.
    return total <= 100
      ? { status: 201, body: { paymentId: "p-1", state: "ACCEPTED" } }
      : { status: 402, body: { reason: "no funds" } };
  }
}
