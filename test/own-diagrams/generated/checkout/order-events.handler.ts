import { type EventPublisher, NotImplementedError } from "seqwright-runtime";
import type { OrderPlaced } from "./messages.gen.ts";
import type { OrderEventsPort } from "./ports.gen.ts";

/** order-events in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class OrderEvents implements OrderEventsPort {
  protected readonly events: EventPublisher;

  constructor({ events }: { readonly events: EventPublisher }) {
    this.events = events;
  }

  /** OrderPlaced event {orderId, customerId, total} */
  async publishOrderPlaced(event: OrderPlaced): Promise<void> {
    throw new NotImplementedError("OrderEvents.publishOrderPlaced", { event });
  }
}
