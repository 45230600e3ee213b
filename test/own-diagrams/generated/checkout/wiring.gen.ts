// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { OrderPlaced, PostOrdersRequest } from "./messages.gen.ts";
import { NotificationService } from "./notification-service.handler.ts";
import { OrderApi } from "./order-api.handler.ts";
import { OrderService } from "./order-service.handler.ts";
import { PaymentClient } from "./payment-client.handler.ts";
import type { OrderApiCollaborators, OrderServiceCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/checkout.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Api: (collaborators: OrderApiCollaborators) => new OrderApi(collaborators),
    OrderService: (collaborators: OrderServiceCollaborators) => new OrderService(collaborators),
    Notify: () => new NotificationService(),
  },
  gateways: { Payment: () => new PaymentClient() },
  entries: [
    {
      kind: "http",
      step: "Customer → Api: POST /orders",
      participant: "Customer",
      component: "Api",
      method: "postOrders",
      verb: "POST",
      path: "/orders",
      parameters: [{ name: "body", in: "body", schema: PostOrdersRequest }],
      policies: { deadLetterTopic: "orders-dlt", retriesMax: 3, retryDelayMs: 1000, retryFactor: 1 },
    },
  ],
  publications: [
    {
      participant: "Events",
      method: "publishOrderPlaced",
      topic: "order-events",
      eventType: "OrderPlaced",
      schema: OrderPlaced,
    },
  ],
};
