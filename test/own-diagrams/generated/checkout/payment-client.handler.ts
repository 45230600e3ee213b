import { NotImplementedError } from "seqwright-runtime";
import type { PostPaymentsRequest, PostPaymentsResponse } from "./messages.gen.ts";
import type { PaymentClientPort } from "./ports.gen.ts";

/** PaymentClient in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class PaymentClient implements PaymentClientPort {
  /** POST /payments {orderId, total: number} */
  async postPayments(body: PostPaymentsRequest): Promise<PostPaymentsResponse> {
    throw new NotImplementedError("PaymentClient.postPayments", { body });
  }
}
