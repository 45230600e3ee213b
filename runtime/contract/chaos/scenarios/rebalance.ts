import { setTimeout } from "node:timers/promises";
import { judgeCases } from "../judge.ts";
import { loadOf } from "./load-of.ts";
import type { Scenario } from "../scenario.ts";
import { Stage } from "../stage.ts";

const joinsAndLeaves = 3;

/** A second process comes and goes while the first one's work is under way. */
export const rebalance: Scenario = {
  name: "rebalance",
  lacks: ({ subject }) =>
    subject.entries.some(({ kind }) => kind === "kafka") ? undefined : "no events come in by a topic",
  async run({ target, peace, cases, random, log }) {
    await using stage = await Stage.open(target, { partitions: 2 });
    const first = stage.startLife({ delayMaxMs: 150 });
    await first.ready;
    const load = await loadOf(stage, cases, 40);
    const sending = load.begin(150);
    for (let at = 1; at <= joinsAndLeaves; at += 1) {
      const second = stage.startLife({ delayMaxMs: 150 });
      await second.ready;
      await setTimeout(300 + random.next() * 500);
      await second.stop();
      log(`rebalance: ${at} of ${joinsAndLeaves}`);
    }
    await sending;
    const found = await judgeCases(stage, peace);
    await first.stop();
    return { done: `a second process joined and left ${joinsAndLeaves} times`, found, notTried: [] };
  },
};
