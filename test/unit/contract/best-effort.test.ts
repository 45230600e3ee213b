import { expect, test } from "vitest";
import { bestEffort, FatalError, NotImplementedError, z } from "../../../runtime/index.ts";
import {
  answers,
  argument,
  asks,
  call,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  initiator,
  promises,
  receives,
  reply,
  resource,
} from "../../../runtime/model/drawing/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const drawn = diagramProtocol({
  name: "trips",
  source: "diagrams/trips.puml",
  participants: {
    C: initiator("C"),
    Trip: component("Trip", {
      class: "Trip",
      handler: "trip.handler.ts",
      collaborators: { flights: "Flights", mail: "Mail" },
    }),
    Flights: resource("Flights", "other"),
    Mail: resource("Mail", "other"),
  },
  steps: [
    call("C", "Trip", "book(id)", { method: "book", args: [argument("id", free("id"), z.string())] }),
    call("Trip", "Mail", "announce(id)", {
      method: "announce",
      args: [argument("id", from("id"), z.string())],
    }),
    reply("Mail", "Trip", "ok"),
    call("Trip", "Flights", "reserve(id)", {
      method: "reserve",
      args: [argument("id", from("id"), z.string())],
    }),
    reply("Flights", "Trip", "reserved"),
    reply("Trip", "C", "done"),
  ],
  orderings: {
    Trip: [
      receives("C", "book(id)"),
      asks("Mail", "announce(id)"),
      gets("Mail", "ok"),
      asks("Flights", "reserve(id)"),
      gets("Flights", "reserved"),
      answers("C", "done"),
    ],
  },
  policies: [
    promises({ steps: ["Trip → Mail: announce(id)"] }, { kind: "best-effort", text: "best effort" }),
  ],
  positions: {
    participants: [2, 3, 4, 5],
    steps: [6, 7, 9, 10, 11, 12],
    fragments: [],
    policies: [8],
  },
});

interface Given {
  readonly flights: { reserve(id: string): Promise<void> };
  readonly mail: { announce(id: string): Promise<void> };
}

type Announce = (mail: Given["mail"], id: string) => Promise<void>;

async function found(announce: Announce): ReturnType<typeof verdicts> {
  const Trip = ({ flights, mail }: Given) => ({
    async book(given: string): Promise<void> {
      const id = z.string().parse(given);
      await announce(mail, id);
      await flights.reserve(id);
    },
  });
  return withRuns(30, () => verdicts(drawn, { Trip }, "Trip"));
}

test.each<[string, Announce]>([
  ["as generated code does", async (mail, id) => bestEffort(mail.announce(id))],
  ["with a catch of its own", async (mail, id) => mail.announce(id).catch(() => undefined)],
  [
    "with a second try",
    async (mail, id) => mail.announce(id).catch((error: unknown) => void (error instanceof Error)),
  ],
])("the rest goes on when what is best effort fails: %s", async (_, announce) => {
  expect(await found(announce)).toEqual({});
});

test.each<[string, Announce, RegExp]>([
  [
    "it fails with it",
    async (mail, id) => mail.announce(id),
    /book\(\) of Trip failed with FatalError\(.*\n {2}promised line 8 \(best effort\)\n {2}given {4}line 7 \(announce\(id\)\) fails/,
  ],
  [
    "it goes on after some errors only",
    async (mail, id) =>
      mail.announce(id).catch((error: unknown) => {
        if (error instanceof FatalError) throw error;
      }),
    /failed with FatalError/,
  ],
  [
    "it tries once more",
    async (mail, id) => mail.announce(id).catch(async () => mail.announce(id)),
    /line 7 \(announce\(id\)\) was called again/,
  ],
])("only the property best-effort catches what does not go on: %s", async (_, announce, because) => {
  const { "best-effort": report, ...others } = await found(announce);
  expect(report).toMatch(because);
  expect(Object.keys(others).filter((name) => !name.endsWith("-fault"))).toEqual([]);
});

test("a stub that is not written yet has not failed", async () => {
  await expect(bestEffort(Promise.reject(new NotImplementedError("Trip.announce", {})))).rejects.toThrow(
    NotImplementedError,
  );
  await expect(bestEffort(Promise.reject(new Error("no mail today")))).resolves.toBeUndefined();
});
