import { expect, test } from "vitest";
import { contract, type Samples } from "../../../runtime/contract/index.ts";
import { z } from "../../../runtime/index.ts";
import {
  alternative,
  answers,
  argument,
  asks,
  byValue,
  call,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  initiator,
  isOneOf,
  receives,
  record,
  reply,
  when,
} from "../../../runtime/model/drawing/index.ts";
import type { Literal } from "../../../runtime/model/values.ts";

const Level = z.object({ level: z.enum(["LOW", "HIGH"]) });

const drawn = (examples: Readonly<Record<string, readonly Literal[]>> = {}) =>
  diagramProtocol({
    name: "rating",
    source: "diagrams/rating.puml",
    participants: {
      C: initiator("C"),
      Rating: component("Rating", {
        class: "Rating",
        handler: "rating.handler.ts",
        collaborators: { risk: "Risk" },
      }),
      Risk: component("Risk", { class: "Risk", handler: "risk.handler.ts" }),
    },
    steps: [
      call("C", "Rating", "rate(amount)", {
        method: "rate",
        args: [argument("amount", free("amount"), z.number())],
      }),
      call("Rating", "Risk", "level(amount)", {
        method: "level",
        args: [argument("amount", from("amount"), z.number())],
      }),
      reply("Risk", "Rating", "Assessment", {
        as: "assessment",
        value: record({ level: free("level") }),
        type: Level,
        decides: [{ fragment: "alt level = HIGH", name: "level", field: "level" }],
      }),
      alternative(
        when(
          { guard: "level = HIGH", if: isOneOf("level", "HIGH") },
          reply("Rating", "C", "refused", { as: "answer", value: "no", type: z.string() }),
        ),
        when(
          { guard: "level = LOW", if: isOneOf("level", "LOW") },
          reply("Rating", "C", "accepted", { as: "answer", value: "yes", type: z.string() }),
        ),
      ),
    ],
    orderings: {
      Rating: [
        receives("C", "rate(amount)"),
        asks("Risk", "level(amount)"),
        gets("Risk", "Assessment"),
        alternative(
          byValue("assessment.level"),
          when("level = HIGH", answers("C", "refused")),
          when("level = LOW", answers("C", "accepted")),
        ),
      ],
      Risk: [receives("Rating", "level(amount)"), answers("Rating", "Assessment")],
    },
    policies: [],
    examples,
    positions: { participants: [2, 3, 4], steps: [5, 6, 7, 9, 11], fragments: [[8, 10]], policies: [] },
  });

interface Given {
  readonly risk: { level(amount: number): Promise<z.infer<typeof Level>> };
}

const components = {
  Rating: ({ risk }: Given) => ({
    rate: async (amount: number) => ((await risk.level(amount)).level === "HIGH" ? "no" : "yes"),
  }),
  // Nobody but Risk knows which amount that is.
  Risk: () => ({
    level: async (amount: number) => Promise.resolve({ level: amount === 13_579.24 ? "HIGH" : "LOW" }),
  }),
};

const subject = (protocol = drawn(), samples: Samples = {}) =>
  contract({ system: { protocol, components }, handlers: import.meta.url, beside: { samples } });

test("what only a component's own rule leads to is not reached, and no failure", async () => {
  expect(await subject().check("coverage")).toEqual([
    {
      kind: "not-reached",
      line: 9,
      sentence: expect.stringMatching(
        /^Rating --> C {2}refused {2}never happened: only a rule of Risk leads there, .* ' @seqwright example amount <value>, or samples\.ts$/,
      ) as string,
    },
    {
      kind: "not-reached",
      line: 8,
      sentence: expect.stringContaining(
        'alt branch "level = HIGH"  never taken: only a rule of Risk',
      ) as string,
    },
  ]);
});

test("alone, each component is seen in every branch: what it asks answers as the scenario says", async () => {
  expect(await subject().check("coverage", "Rating")).toEqual([]);
});

test("what is not reached fails where everything is strict", async () => {
  process.env["SEQWRIGHT_STRICT"] = "1";
  try {
    await expect(subject().check("coverage")).rejects.toThrow(/not reached\n\n {2}diagrams\/rating\.puml:9 /);
  } finally {
    delete process.env["SEQWRIGHT_STRICT"];
  }
});

test.each([
  ["of the diagram", () => subject(drawn({ amount: [13_579.24] }))],
  ["beside the handlers", () => subject(drawn(), { values: { amount: [13_579.24] } })],
])("an example leads there: %s", async (_, make) => {
  expect(await make().check("coverage")).toEqual([]);
});

test("an example that its schema refuses changes nothing", async () => {
  expect(await subject(drawn({ amount: ["13579.24"] })).check("coverage")).toHaveLength(2);
});
