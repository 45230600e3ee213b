import type { BackgroundTasks } from "../../../runtime/ports/background-tasks.ts";
import type { DiagramProtocol } from "../../../runtime/model/diagram-protocol.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";

interface Answers {
  acknowledge(): Promise<void>;
  nack(): Promise<void>;
}

/** What is left to the background; called with what the diagram acknowledges by, where it hands it out. */
export type BackgroundWork = (ack: Answers | undefined) => Promise<void>;

/**
 * A handler that leaves all of its work to the background. `hands out` an object to acknowledge or refuse by, as in
 * `Orders -> Handler : onOrder(event, ack)`, or, as in `Orders -> Handler : onOrder(event)`, shows no acknowledgement.
 */
export function backgroundOrders(drawn: "hands out" | "shows none", work: BackgroundWork): SystemDefinition {
  const entryStep = "Orders → Handler: onOrder";
  const handsOut = drawn === "hands out";
  const call = { kind: "call", line: 1, text: "", within: [], waits: true, readOnly: false } as const;
  const onAck = (method: string) =>
    ({ ...call, from: "Handler", to: "Orders", method, receiver: "ack", args: [] }) as const;
  const protocol: DiagramProtocol = {
    name: "background-orders",
    source: "background-orders.puml",
    participants: {
      Orders: { role: "initiator", label: "Orders", line: 1 },
      Handler: {
        role: "component",
        label: "Handler",
        line: 2,
        class: "Handler",
        handler: "",
        collaborators: {},
        background: true,
      },
      DB: { role: "resource", label: "DB", line: 3, kind: "sql" },
    },
    steps: {
      [entryStep]: {
        ...call,
        from: "Orders",
        to: "Handler",
        method: "onOrder",
        args: [
          { name: "event", value: { kind: "free", name: "event" } },
          ...(handsOut
            ? [{ name: "ack", value: { kind: "free", name: "ack" } as const, port: "Orders" }]
            : []),
        ],
      },
      ...(handsOut ? { acknowledge: onAck("acknowledge"), nack: onAck("nack") } : {}),
    },
    fragments: {},
    orderings: {},
    policies: [],
  };
  return {
    protocol,
    components: {
      Handler: ({ background }: { readonly background: BackgroundTasks }) => ({
        onOrder: async (_event: unknown, ack?: Answers) => background.run("work", () => work(ack)),
      }),
    },
    gateways: {},
    entries: [
      {
        kind: "kafka",
        step: entryStep,
        participant: "Orders",
        component: "Handler",
        method: "onOrder",
        topic: "orders",
        acknowledge: handsOut ? "deferred" : "on-return",
        refusedBy: ["nack"],
      },
    ],
  };
}
