import { decodeSql, sql } from "seqwright-runtime";
import { Row, type ShoppingCart, ShoppingCartNotFoundException } from "./messages.gen.ts";
import type {
  CartDbPostgreSqlPort,
  ShoppingCartStoreCollaborators,
  ShoppingCartStorePort,
} from "./ports.gen.ts";

/** ShoppingCartStore in diagrams/shopping-cart-forwarder.puml. Yours: fill in, change, extend. */
export class ShoppingCartStore implements ShoppingCartStorePort {
  readonly #cartDb: CartDbPostgreSqlPort;

  constructor({ cartDb }: ShoppingCartStoreCollaborators) {
    this.#cartDb = cartDb;
  }

  /** findCart(shoppingCartId) */
  async findCart(shoppingCartId: string): Promise<ShoppingCart> {
    const row = decodeSql(
      Row.nullable(),
      (
        await this.#cartDb.query(sql`SELECT client_id, product_items, total_price
      FROM shopping_carts
      WHERE id = ${shoppingCartId}`)
      ).rows[0] ?? null,
      "row",
    );
    if (row === null) {
      throw new ShoppingCartNotFoundException("이벤트를 보강할 장바구니가 없습니다");
    }
    return { clientId: row.client_id, productItems: row.product_items, totalPrice: row.total_price };
  }
}
