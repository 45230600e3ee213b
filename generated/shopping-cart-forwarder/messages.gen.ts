// Generated from diagrams/shopping-cart-forwarder.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** ShoppingCartConfirmed 이벤트 수신 {eventId, shoppingCartId, confirmedAt} */
export const ShoppingCartConfirmed = z.object({
  eventId: z.string().min(1),
  shoppingCartId: z.string().min(1),
  confirmedAt: z.iso.datetime(),
});

export type ShoppingCartConfirmed = z.infer<typeof ShoppingCartConfirmed>;

/** ProductItem */
export const ProductItem = z.object({ productId: z.string().min(1), quantity: z.int(), unitPrice: z.int() });

export type ProductItem = z.infer<typeof ProductItem>;

/** row */
export const Row = z.object({
  client_id: z.string().min(1),
  product_items: z.array(ProductItem),
  total_price: z.int(),
});

export type Row = z.infer<typeof Row>;

/** ShoppingCart {clientId, productItems, totalPrice} */
export const ShoppingCart = z.object({
  clientId: z.string().min(1),
  productItems: z.array(ProductItem),
  totalPrice: z.int(),
});

export type ShoppingCart = z.infer<typeof ShoppingCart>;

/** ShoppingCartFinalized 이벤트 발행 {shoppingCartId, clientId, productItems, totalPrice, confirmedAt} (key: shoppingCartId) */
export const ShoppingCartFinalized = z.object({
  shoppingCartId: z.string().min(1),
  clientId: z.string().min(1),
  productItems: z.array(ProductItem),
  totalPrice: z.int(),
  confirmedAt: z.iso.datetime(),
});

export type ShoppingCartFinalized = z.infer<typeof ShoppingCartFinalized>;

export class ShoppingCartNotFoundException extends Error {
  override readonly name = "ShoppingCartNotFoundException";

  constructor(message = "이벤트를 보강할 장바구니가 없습니다", options?: ErrorOptions) {
    super(message, options);
  }
}
