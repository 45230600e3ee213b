import { expect, test } from "vitest";
import { z } from "zod";
import { parse } from "../../../runtime/index.ts";
import {
  argument,
  call,
  component,
  diagramProtocol,
  free,
  from,
  initiator,
  receives,
  record,
  resource,
  sequence,
  tells,
} from "../../../runtime/model/drawing/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const Requested = z.object({ paymentId: z.string().min(1) });
type Requested = z.infer<typeof Requested>;

interface Out {
  publishBooked(event: Requested): Promise<void>;
}

/** `In -> Billing : Requested {paymentId}`, `Billing ->> Out : Booked {paymentId}` */
const booking = (sender: typeof initiator | typeof resource) =>
  diagramProtocol({
    name: "booking",
    source: "diagrams/booking.puml",
    participants: {
      In: sender === initiator ? initiator("Kafka in") : resource("Kafka in", "kafka"),
      Billing: component("Billing", { class: "Billing", handler: "", collaborators: { out: "Out" } }),
      Out: resource("Kafka out", "kafka"),
    },
    steps: [
      call("In", "Billing", "Requested", {
        method: "onRequested",
        args: [argument("event", free("event"), Requested)],
      }),
      call("Billing", "Out", "Booked", {
        method: "publishBooked",
        args: [argument("event", record({ paymentId: from("event.paymentId") }), Requested)],
        waits: false,
      }),
    ],
    orderings: { Billing: sequence(receives("In", "Requested"), tells("Out", "Booked")) },
    policies: [],
    positions: { participants: [1, 2, 3], steps: [4, 5], fragments: [], policies: [] },
  });

/** The properties that do not hold for a component with this method. */
const broken = (
  onRequested: (event: Requested, out: Out) => Promise<void>,
  {
    sender = initiator,
    alone = true,
  }: { readonly sender?: typeof initiator | typeof resource; readonly alone?: boolean } = {},
) =>
  withRuns(20, () =>
    verdicts(
      booking(sender),
      {
        Billing: ({ out }: { readonly out: Out }) => ({
          onRequested: async (event: Requested) => onRequested(event, out),
        }),
      },
      alone ? "Billing" : undefined,
    ),
  );

test("an event that is published without waiting is lost when the broker refuses it, and that is found", async () => {
  const found = await broken(async (event, out) => void out.publishBooked(parse(Requested, event, "event")));
  expect(Object.keys(found)).toEqual(["fatal-fault", "transient-fault"]);
  expect(found["fatal-fault"]).toContain("line 5");
});

test("waiting for the broker at a ->> is right", async () => {
  expect(await broken(async (event, out) => out.publishBooked(parse(Requested, event, "event")))).toEqual({});
});

test("a payload other than what is known of it is found", async () => {
  const found = await broken(async (event, out) => {
    parse(Requested, event, "event");
    await out.publishBooked({ paymentId: "x" });
  });
  expect(Object.keys(found)).toContain("order");
});

test.each([
  ["a listener", initiator],
  ["a topic that is also written to", resource],
])("an event out of %s has to be checked where it comes in", async (_who, sender) => {
  const found = await broken(async (event, out) => out.publishBooked(event), { sender, alone: false });
  expect(Object.keys(found)).toEqual(["bad-input"]);
});
