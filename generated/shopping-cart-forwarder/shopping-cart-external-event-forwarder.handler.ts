import { parse } from "seqwright-runtime";
import { ShoppingCartConfirmed } from "./messages.gen.ts";
import type {
  KafkaShoppingCartsExternalEventsPort,
  ShoppingCartExternalEventForwarderCollaborators,
  ShoppingCartExternalEventForwarderPort,
  ShoppingCartStorePort,
} from "./ports.gen.ts";

/** ShoppingCartExternalEventForwarder in diagrams/shopping-cart-forwarder.puml. Yours: fill in, change, extend. */
export class ShoppingCartExternalEventForwarder implements ShoppingCartExternalEventForwarderPort {
  readonly #store: ShoppingCartStorePort;
  readonly #externalTopic: KafkaShoppingCartsExternalEventsPort;

  constructor({ store, externalTopic }: ShoppingCartExternalEventForwarderCollaborators) {
    this.#store = store;
    this.#externalTopic = externalTopic;
  }

  /** ShoppingCartConfirmed 이벤트 수신 {eventId, shoppingCartId, confirmedAt} */
  async onShoppingCartConfirmed(event: ShoppingCartConfirmed): Promise<void> {
    parse(ShoppingCartConfirmed, event, "event");

    // 이벤트 보강
    const shoppingCart = await this.#store.findCart(event.shoppingCartId);

    // 외부 이벤트 발행
    await this.#externalTopic.publishShoppingCartFinalized({
      shoppingCartId: event.shoppingCartId,
      clientId: shoppingCart.clientId,
      productItems: shoppingCart.productItems,
      totalPrice: shoppingCart.totalPrice,
      confirmedAt: event.confirmedAt,
    });
  }
}
