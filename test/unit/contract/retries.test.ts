import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { FatalError, isRetryable, retried, sql, z, type SqlDatabase } from "../../../runtime/index.ts";
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
  receives,
  reply,
  resource,
  sqlText,
} from "../../../runtime/model/drawing/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const drawn = diagramProtocol({
  name: "payments",
  source: "diagrams/payments.puml",
  participants: {
    C: initiator("C"),
    A: component("Payments", {
      class: "Payments",
      handler: "payments.handler.ts",
      collaborators: { bank: "Bank", db: "DB" },
    }),
    Bank: resource("Bank", "other"),
    DB: resource("DB", "sql"),
  },
  steps: [
    call("C", "A", "pay(id)", { method: "pay", args: [argument("id", free("id"), z.string())] }),
    call("A", "Bank", "charge(id)", {
      method: "charge",
      args: [argument("id", from("id"), z.string())],
      retry: { retriesMax: 2, delayMs: 1000 },
    }),
    reply("Bank", "A", "ok"),
    call("A", "DB", "UPDATE orders", {
      method: "query",
      args: [argument("statement", sqlText`UPDATE orders SET paid = true WHERE id = ${from("id")}`)],
    }),
    reply("A", "C", "done"),
  ],
  orderings: {
    A: [
      receives("C", "pay(id)"),
      asks("Bank", "charge(id)"),
      gets("Bank", "ok"),
      asks("DB", "UPDATE orders"),
      answers("C", "done"),
    ],
  },
  policies: [],
  positions: { participants: [2, 3, 4, 5], steps: [6, 7, 8, 9, 10], fragments: [], policies: [] },
});

interface Given {
  readonly bank: { charge(id: string): Promise<void> };
  readonly db: SqlDatabase;
}

type Again = (charge: () => Promise<void>) => Promise<unknown>;

/** A handler that charges the bank in this way. */
async function verdictsOn(again: Again): ReturnType<typeof verdicts> {
  const A = ({ bank, db }: Given) => ({
    pay: async (given: string) => {
      const id = z.string().parse(given);
      await again(() => bank.charge(id));
      await db.query(sql`UPDATE orders SET paid = true WHERE id = ${id}`);
    },
  });
  return withRuns(30, () => verdicts(drawn, { A }, "A"));
}

/** Tries this often at most, with these pauses between. */
const tries =
  (triesMax: number, pauseMs: (failures: number) => number): Again =>
  async (charge) => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await charge();
      } catch (error) {
        if (!isRetryable(error) || failures === triesMax) throw error;
        await setTimeout(pauseMs(failures));
      }
    }
  };

test.each<[string, Again]>([
  ["as generated code does", (charge) => retried({ retriesMax: 2, delayMs: 1000 }, charge)],
  ["with a loop of its own", tries(3, () => 1000)],
])("a call may be tried again as it is drawn: %s", async (_, again) => {
  expect(await verdictsOn(again)).toEqual({});
});

test.each<[string, Again, RegExp]>([
  [
    "not at all",
    (charge) => charge(),
    /line 7 \(charge\(id\)\) failed once with an error that may pass, and was not tried again, although it is drawn to be, up to 2 times\./,
  ],
  [
    "once less than drawn",
    tries(2, () => 1000),
    /failed 2 times with an error that may pass, and was not tried again/,
  ],
  ["once more than drawn", tries(4, () => 1000), /was tried again, after the 3 tries that are drawn\./],
  [
    "too early",
    tries(3, () => 100),
    /was tried again after 100 ms, and not after the 1000 ms that are drawn\./,
  ],
  [
    "with pauses that grow",
    tries(3, (failures) => failures * 1000),
    /was tried again after 2000 ms, and not after the 1000 ms that are drawn\./,
  ],
  [
    "and the last error is taken for one that nobody can repair",
    (charge) =>
      tries(
        3,
        () => 1000,
      )(charge).catch((cause: unknown) => {
        throw new FatalError("not paid", { cause });
      }),
    /failed with an error that may pass, but pay\(\) threw FatalError\("not paid"\), which nobody tries again\./,
  ],
])("transient fault catches a call that is tried again otherwise: %s", async (_, again, because) => {
  expect(await verdictsOn(again)).toEqual({ "transient-fault": expect.stringMatching(because) as string });
});
