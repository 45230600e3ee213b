// Generated from diagrams/shopping-cart-forwarder.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { ShoppingCartConfirmed, ShoppingCartFinalized } from "./messages.gen.ts";
import type {
  ShoppingCartExternalEventForwarderCollaborators,
  ShoppingCartStoreCollaborators,
} from "./ports.gen.ts";
import { ShoppingCartExternalEventForwarder } from "./shopping-cart-external-event-forwarder.handler.ts";
import { ShoppingCartStore } from "./shopping-cart-store.handler.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/shopping-cart-forwarder.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Forwarder: (collaborators: ShoppingCartExternalEventForwarderCollaborators) =>
      new ShoppingCartExternalEventForwarder(collaborators),
    Store: (collaborators: ShoppingCartStoreCollaborators) => new ShoppingCartStore(collaborators),
  },
  gateways: {},
  entries: [
    {
      kind: "kafka",
      step: "InternalTopic → Forwarder: ShoppingCartConfirmed",
      participant: "InternalTopic",
      component: "Forwarder",
      method: "onShoppingCartConfirmed",
      topic: "shopping-cart-events",
      eventType: "ShoppingCartConfirmed",
      schema: ShoppingCartConfirmed,
      acknowledge: "on-return",
      policies: { retriesMax: 3, idempotent: true },
    },
  ],
  publications: [
    {
      participant: "ExternalTopic",
      method: "publishShoppingCartFinalized",
      topic: "shopping-carts-external-events",
      eventType: "ShoppingCartFinalized",
      schema: ShoppingCartFinalized,
      key: "shoppingCartId",
    },
  ],
};
