import { z, type ZodType } from "zod";
import type { DiagramProtocol } from "../../../runtime/model/diagram-protocol.ts";
import type { KafkaEntry } from "../../../runtime/model/entries.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";

/** The payload is what the type says, and no other type's: `reason` is only in a cancellation. */
export const OrderPaid = z.object({ eventId: z.string(), amount: z.number() });
export const OrderCancelled = z.object({ eventId: z.string(), reason: z.string() });

type Handle = (event: { readonly eventId: string }) => Promise<void>;

export interface OrderHandlers {
  readonly onOrderPaid?: Handle;
  readonly onOrderCancelled?: Handle;
  /** Of a second component, to which payments are drawn as well. */
  readonly sendReceipt?: Handle;
}

export interface OrderArrows {
  /** Cancellations are drawn to come from a queue of their own. */
  readonly ownQueue?: boolean;
  /** The arrows do not say which type they take. */
  readonly unnamed?: boolean;
}

/**
 * As the generator writes it for
 *
 * ```
 * Payments -> Handler : OrderPaid\n{eventId, amount}
 * Payments -> Mail : OrderPaid\n{eventId, amount}
 * Payments -> Handler : OrderCancelled\n{eventId, reason}
 * note over Handler : idempotent, max 1 retry
 * ```
 *
 * with the arrows only that have a handler.
 */
export function orderEvents(handlers: OrderHandlers, { ownQueue, unnamed }: OrderArrows = {}) {
  const { onOrderPaid, onOrderCancelled, sendReceipt } = handlers;
  const arrows = [
    ...(onOrderPaid === undefined ? [] : [arrow("Payments", "Handler", "onOrderPaid", "OrderPaid")]),
    ...(sendReceipt === undefined ? [] : [arrow("Payments", "Mail", "sendReceipt", "OrderPaid")]),
    ...(onOrderCancelled === undefined
      ? []
      : [
          arrow(
            ownQueue === true ? "Cancellations" : "Payments",
            "Handler",
            "onOrderCancelled",
            "OrderCancelled",
          ),
        ]),
  ];
  const component = { role: "component", handler: "", collaborators: {}, background: false } as const;
  const protocol: DiagramProtocol = {
    name: "orders",
    source: "orders.puml",
    participants: {
      Payments: { role: "initiator", label: "Payments", line: 1 },
      Cancellations: { role: "initiator", label: "Cancellations", line: 2 },
      Handler: { ...component, label: "Handler", line: 3, class: "Handler" },
      Mail: { ...component, label: "Mail", line: 4, class: "Mail" },
      DB: { role: "resource", label: "DB", line: 5, kind: "sql" },
    },
    steps: Object.fromEntries(arrows.map(({ entry, step }) => [entry.step, step])),
    fragments: {},
    orderings: {},
    policies: [],
  };
  const system: SystemDefinition = {
    protocol,
    components: { Handler: () => ({ onOrderPaid, onOrderCancelled }), Mail: () => ({ sendReceipt }) },
    gateways: {},
    entries: arrows.map(({ entry }) => ({
      ...(unnamed === true ? withoutType(entry) : entry),
      policies: { retriesMax: 1, idempotent: true },
    })),
  };
  return system;
}

function arrow(from: string, to: string, method: string, type: "OrderPaid" | "OrderCancelled") {
  const schema = type === "OrderPaid" ? OrderPaid : OrderCancelled;
  const step = `${from} → ${to}: ${type}`;
  const entry: KafkaEntry<ZodType> = {
    kind: "kafka",
    step,
    participant: from,
    component: to,
    method,
    topic: from.toLowerCase(),
    eventType: type,
    schema,
    acknowledge: "on-return",
  };
  const call = {
    kind: "call" as const,
    line: 1,
    text: `${type} {…}`,
    from,
    to,
    within: [],
    method,
    args: [{ name: "event", value: { kind: "free" as const, name: "event" }, schema }],
    waits: true,
    readOnly: false,
    decides: [],
  };
  return { entry, step: call };
}

function withoutType({ eventType: _, ...entry }: KafkaEntry<ZodType>): KafkaEntry<ZodType> {
  return entry;
}
