// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** POST /orders {customerId, items: [{sku: string, quantity: number}], total: number} */
export const PostOrdersRequest = z.object({
  customerId: z.string().min(1),
  items: z.array(z.object({ sku: z.string(), quantity: z.number() })),
  total: z.number(),
});

export type PostOrdersRequest = z.infer<typeof PostOrdersRequest>;

/** order */
export const Order = z.object({ customerId: z.string().min(1), total: z.number() });

export type Order = z.infer<typeof Order>;

/** customer {id, credit: number} */
export const Customer = z.object({ id: z.string().min(1), credit: z.number() });

export type Customer = z.infer<typeof Customer>;

/** POST /payments {orderId, total: number} */
export const PostPaymentsRequest = z.object({ orderId: z.string().min(1), total: z.number() });

export type PostPaymentsRequest = z.infer<typeof PostPaymentsRequest>;

/** OrderPlaced event {orderId, customerId, total} */
export const OrderPlaced = z.object({
  orderId: z.string().min(1),
  customerId: z.string().min(1),
  total: z.number(),
});

export type OrderPlaced = z.infer<typeof OrderPlaced>;

/** OrderResult {orderId, state: PLACED} */
export const OrderResult = z.union([
  z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
  z.object({ orderId: z.string().min(1), state: z.literal("REFUSED") }),
]);

export type OrderResult = z.infer<typeof OrderResult>;

/** answers to postOrders */
export const PostOrdersResponse = z.union([
  z.object({
    status: z.literal(201),
    body: z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
  }),
  z.object({ status: z.literal(402), body: z.object({ state: z.literal("REFUSED") }) }),
  z.object({ status: z.literal(409), body: z.object({ code: z.literal("OUT_OF_STOCK") }) }),
]);

export type PostOrdersResponse = z.infer<typeof PostOrdersResponse>;

/** answers to postPayments */
export const PostPaymentsResponse = z.union([
  z.object({
    status: z.literal(201),
    body: z.object({ paymentId: z.string().min(1), state: z.literal("ACCEPTED") }),
  }),
  z.object({ status: z.literal(402), body: z.object({ reason: z.literal("no funds") }) }),
]);

export type PostPaymentsResponse = z.infer<typeof PostPaymentsResponse>;

export class OutOfStockError extends Error {
  override readonly name = "OutOfStockError";

  constructor(message = "nothing left", options?: ErrorOptions) {
    super(message, options);
  }
}
