import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { contract } from "../../../runtime/contract/index.ts";
import { z } from "../../../runtime/index.ts";
import {
  answers,
  argument,
  asks,
  call,
  component,
  diagramProtocol,
  from,
  gets,
  initiator,
  promises,
  receives,
  reply,
  resource,
} from "../../../runtime/model/drawing/index.ts";
import type { PropertyName } from "../../../runtime/model/property-name.ts";
import type { SystemEntry } from "../../../runtime/system/system-definition.ts";
import { withRuns } from "./diagrams/verdicts.ts";

const drawn = diagramProtocol({
  name: "relay",
  source: "diagrams/relay.puml",
  participants: {
    T: initiator("Timer"),
    Relay: component("Relay", { class: "Relay", handler: "relay.handler.ts", collaborators: { box: "Box" } }),
    Box: resource("Box", "other"),
  },
  steps: [
    call("T", "Relay", "sweep()", { method: "sweep" }),
    call("Relay", "Box", "take()", { method: "take" }),
    reply("Box", "Relay", "letter", { as: "letter", type: z.string() }),
    call("Relay", "Box", "send(letter)", {
      method: "send",
      args: [argument("letter", from("letter"), z.string())],
    }),
    reply("Box", "Relay", "sent"),
    reply("Relay", "T", "done"),
  ],
  orderings: {
    Relay: [
      receives("T", "sweep()"),
      asks("Box", "take()"),
      gets("Box", "letter"),
      asks("Box", "send(letter)"),
      gets("Box", "sent"),
      answers("T", "done"),
    ],
  },
  policies: [
    promises({ participants: ["Relay"] }, { kind: "schedule", everyMs: 60_000, text: "every minute" }),
    promises(
      { participants: ["Relay"] },
      { kind: "time-goal", subject: "time", statistic: "max", withinMs: 2_000, text: "time: within 2 s" },
      {
        kind: "time-goal",
        subject: "time",
        statistic: "average",
        withinMs: 1_000,
        text: "average time: within 1 s",
      },
    ),
  ],
  positions: {
    participants: [2, 3, 4],
    steps: [8, 9, 10, 11, 12, 13],
    fragments: [],
    policies: [5, 6, 7],
  },
});

const entries: readonly SystemEntry[] = [
  {
    kind: "schedule",
    step: "T → Relay: sweep()",
    participant: "T",
    component: "Relay",
    method: "sweep",
    everyMs: 60_000,
  },
];

interface Given {
  readonly box: { take(): Promise<string>; send(letter: string): Promise<void> };
}

type Sweep = (given: Given["box"]) => () => Promise<void>;

/** The reports of all properties that do not hold for a relay that sweeps in this way. */
async function found(sweep: Sweep): Promise<Partial<Record<PropertyName, string>>> {
  const components = { Relay: ({ box }: Given) => ({ sweep: sweep(box) }) };
  const subject = contract({ system: { protocol: drawn, components, entries }, handlers: import.meta.url });
  const reports: Partial<Record<PropertyName, string>> = {};
  await withRuns(30, async () => {
    for (const { property } of subject.promises("Relay"))
      await subject.check(property, "Relay").catch((error: unknown) => {
        reports[property] = error instanceof Error ? error.message : String(error);
      });
  });
  return reports;
}

const once =
  (pauseMs = 0): Sweep =>
  (box) =>
  async () => {
    const letter = await box.take();
    if (pauseMs > 0) await setTimeout(pauseMs);
    await box.send(letter);
  };

test.each<[string, Sweep]>([
  ["at once", once()],
  ["with a pause", once(900)],
  [
    "with a count of its rounds",
    (box) => {
      let rounds = 0;
      return async () => {
        rounds += 1;
        await box.send(await box.take());
        if (rounds > 1_000_000) throw new Error("time for a new one");
      };
    },
  ],
])("a relay may sweep like this: %s", async (_, sweep) => {
  expect(await found(sweep)).toEqual({});
});

test("only the property schedule catches what goes wrong in a later round", async () => {
  const tired: Sweep = (box) => {
    let rounds = 0;
    return async () => {
      rounds += 1;
      if (rounds < 5) await box.send(await box.take());
    };
  };
  expect(await found(tired)).toEqual({
    schedule: expect.stringMatching(/had not happened\.\n {2}promised line 5 \(every minute\)/) as string,
  });
});

test("only the property time-goal catches what takes longer than notes allow", async () => {
  expect(await found(once(1_500))).toEqual({
    "time-goal": expect.stringContaining(
      "took 1500ms, although nobody it asked was slow, and 1s on average is the goal.",
    ) as string,
  });
  expect(await found(once(2_500))).toEqual({
    "time-goal": expect.stringContaining(
      "and 2s is the goal.\n  promised line 6 (time: within 2 s)",
    ) as string,
  });
});

test("what takes longer than its rhythm is caught by both", async () => {
  expect(Object.keys(await found(once(61_000)))).toEqual(["schedule", "time-goal"]);
});
