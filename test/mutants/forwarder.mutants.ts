import { parse, sql } from "../../runtime/index.ts";
import {
  ShoppingCartConfirmed,
  ShoppingCartNotFoundException,
  type ShoppingCart,
  type ShoppingCartFinalized,
} from "../../generated/shopping-cart-forwarder/messages.gen.ts";
import type * as Ports from "../../generated/shopping-cart-forwarder/ports.gen.ts";
import { ShoppingCartExternalEventForwarder } from "../../generated/shopping-cart-forwarder/shopping-cart-external-event-forwarder.handler.ts";
import { ShoppingCartStore } from "../../generated/shopping-cart-forwarder/shopping-cart-store.handler.ts";
import type { SystemMutant } from "./system-mutant.ts";

type Given = Ports.ShoppingCartExternalEventForwarderCollaborators;
type Expected = Omit<SystemMutant, "name" | "wrong">;

/** A forwarder that handles events in another way. */
const forwarder = (
  name: string,
  handle: (event: ShoppingCartConfirmed, given: Given, right: ShoppingCartExternalEventForwarder) => unknown,
  expected: Expected,
): SystemMutant => ({
  name: `the forwarder ${name}`,
  wrong: {
    Forwarder: (given: Given): Ports.ShoppingCartExternalEventForwarderPort => ({
      onShoppingCartConfirmed: async (event) =>
        void (await handle(event, given, new ShoppingCartExternalEventForwarder(given))),
    }),
  },
  ...expected,
});

/** A forwarder that is right but for the event that it publishes. */
const publishing = (
  name: string,
  change: (event: ShoppingCartFinalized, cart: ShoppingCart) => ShoppingCartFinalized,
): SystemMutant =>
  forwarder(
    name,
    async (event, { store, externalTopic }) => {
      parse(ShoppingCartConfirmed, event, "event");
      const cart = await store.findCart(event.shoppingCartId);
      const { shoppingCartId, confirmedAt } = event;
      await externalTopic.publishShoppingCartFinalized(
        change({ shoppingCartId, ...cart, confirmedAt }, cart),
      );
    },
    { by: "order", at: "ShoppingCartFinalized" },
  );

/** A store that finds carts in another way. */
const store = (
  name: string,
  find: (id: string, right: ShoppingCartStore, given: Ports.ShoppingCartStoreCollaborators) => unknown,
  expected: Expected,
): SystemMutant => ({
  name: `the store ${name}`,
  wrong: {
    Store: (given: Ports.ShoppingCartStoreCollaborators) => ({
      findCart: async (id: string) => find(id, new ShoppingCartStore(given), given),
    }),
  },
  ...expected,
});

const isGone = (error: unknown): boolean => error instanceof ShoppingCartNotFoundException;
const nobody: ShoppingCart = { clientId: "unknown", productItems: [], totalPrice: 0 };

export const forwarderMutants: readonly SystemMutant[] = [
  forwarder(
    "takes an event without a cart for handled",
    (event, _, right) =>
      right.onShoppingCartConfirmed(event).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      }),
    { by: "order", at: "throw ShoppingCartNotFoundException" },
  ),
  forwarder(
    "publishes an event without its cart",
    async (event, { store: carts, externalTopic }) => {
      parse(ShoppingCartConfirmed, event, "event");
      const cart = await carts.findCart(event.shoppingCartId).catch(() => nobody);
      const { shoppingCartId, confirmedAt } = event;
      await externalTopic.publishShoppingCartFinalized({ shoppingCartId, ...cart, confirmedAt });
    },
    { by: "order", at: "ShoppingCartFinalized" },
  ),
  forwarder(
    "says with another error that the cart is gone",
    (event, _, right) =>
      right.onShoppingCartConfirmed(event).catch((error: unknown) => {
        throw isGone(error) ? new Error("not found") : error;
      }),
    { by: "order", at: "throw ShoppingCartNotFoundException" },
  ),
  forwarder(
    "publishes twice",
    async (event, _, right) => {
      await right.onShoppingCartConfirmed(event);
      await right.onShoppingCartConfirmed(event);
    },
    { by: "order", at: "findCart" },
  ),
  forwarder("handles nothing", () => undefined, { by: "order", at: "처리 완료" }),
  forwarder(
    "does not publish",
    (event, { store: carts }) =>
      new ShoppingCartExternalEventForwarder({
        store: carts,
        externalTopic: { publishShoppingCartFinalized: async () => undefined },
      }).onShoppingCartConfirmed(event),
    { by: "order", at: "처리 완료" },
  ),
  forwarder(
    "does not wait until the event is published",
    (event, { store: carts, externalTopic }) =>
      new ShoppingCartExternalEventForwarder({
        store: carts,
        externalTopic: {
          publishShoppingCartFinalized: async (published) =>
            void externalTopic.publishShoppingCartFinalized(published).catch(() => undefined),
        },
      }).onShoppingCartConfirmed(event),
    { by: "order", at: "처리 완료" },
  ),
  forwarder(
    "takes an event that could not be published for handled",
    (event, { store: carts, externalTopic }) =>
      new ShoppingCartExternalEventForwarder({
        store: carts,
        externalTopic: {
          publishShoppingCartFinalized: (published) =>
            externalTopic.publishShoppingCartFinalized(published).catch(() => undefined),
        },
      }).onShoppingCartConfirmed(event),
    { by: "fatal-fault", at: "ShoppingCartFinalized" },
  ),
  forwarder(
    "asks for the cart by the event's id",
    (event, { store: carts, externalTopic }) =>
      new ShoppingCartExternalEventForwarder({
        store: { findCart: () => carts.findCart(event.eventId) },
        externalTopic,
      }).onShoppingCartConfirmed(event),
    { by: "order", at: "findCart" },
  ),
  forwarder(
    "does not look at the event",
    async (event, { store: carts, externalTopic }) => {
      const cart = await carts.findCart(event.shoppingCartId);
      const { shoppingCartId, confirmedAt } = event;
      await externalTopic.publishShoppingCartFinalized({ shoppingCartId, ...cart, confirmedAt });
    },
    { by: "bad-input", at: "ShoppingCartFinalized" },
  ),
  publishing("tells the total of its own", (event, { totalPrice }) => ({
    ...event,
    totalPrice: totalPrice + 1,
  })),
  publishing("leaves the products out", (event) => ({ ...event, productItems: [] })),
  publishing("takes the client for the cart", (event, { clientId }) => ({
    ...event,
    shoppingCartId: clientId,
  })),
  publishing("says when it was forwarded", (event) => ({ ...event, confirmedAt: "2026-01-01T00:00:00Z" })),
  store("finds every cart", (id, right) => right.findCart(id).catch(() => nobody), {
    by: "order",
    at: "throw ShoppingCartNotFoundException",
  }),
  store(
    "takes every failure for a cart that is gone",
    (id, right) =>
      right.findCart(id).catch(() => {
        throw new ShoppingCartNotFoundException();
      }),
    { by: "transient-fault", at: "SELECT" },
  ),
  store(
    "takes any cart",
    async (_, right, { cartDb }) => {
      await cartDb.query(sql`SELECT client_id, product_items, total_price FROM shopping_carts LIMIT 1`);
      return right;
    },
    { by: "order", at: "SELECT" },
  ),
  {
    name: "the store keeps the first cart that it has found",
    wrong: {
      Store: (given: Ports.ShoppingCartStoreCollaborators): Ports.ShoppingCartStorePort => {
        const right = new ShoppingCartStore(given);
        let found: Promise<ShoppingCart> | undefined;
        return { findCart: (id) => (found ??= right.findCart(id)) };
      },
    },
    by: "interleaving",
    at: "ShoppingCart {",
  },
];
