import kafkajs, { type PartitionAssigner } from "kafkajs";
import { sleep } from "../../../time/sleep.ts";
import type { Repair } from "./repair.ts";

type BeforeJoin = () => Promise<void>;

interface ConsumerGroup {
  readonly assigners: readonly { readonly [beforeJoin]?: BeforeJoin }[];
  joinAndSync: (this: ConsumerGroup) => Promise<void>;
  heartbeat(options: { readonly interval: number }): Promise<void>;
}

const beforeJoin = Symbol.for("seqwright.kafkajs.before-join");
const heartbeatEveryMs = 500;

/**
 * kafkajs has no `onPartitionsRevoked`. It joins the group again as soon as it hears of a rebalance, while handlers
 * still work on records that the next owner of the partition then begins as well. With the repair, a member waits before
 * it joins for what its assigner asks for, and sends heartbeats meanwhile so that the group keeps it.
 */
export const consumerGroupRepair: Repair = {
  file: "consumer/consumerGroup",
  methods: ["joinAndSync", "heartbeat"],
  apply(prototype) {
    const group = prototype as ConsumerGroup;
    const original = group.joinAndSync;
    group.joinAndSync = async function joinAndSync() {
      const done = new AbortController();
      const waits = this.assigners.map(async (assigner) => assigner[beforeJoin]?.());
      void sendHeartbeats(this, done.signal);
      await Promise.all(waits).finally(() => done.abort());
      await original.call(this);
    };
  },
};

/** kafkajs' own assigner, with something to wait for before each join. */
export function assignerThatWaits(wait: BeforeJoin): PartitionAssigner {
  return (config) => Object.assign(kafkajs.PartitionAssigners.roundRobin(config), { [beforeJoin]: wait });
}

async function sendHeartbeats(group: ConsumerGroup, done: AbortSignal): Promise<void> {
  await sleep(heartbeatEveryMs, done);
  while (!done.aborted) {
    // The answer is always that a rebalance is in progress. What matters is that the broker hears from this member.
    await group.heartbeat({ interval: 0 }).catch(() => {});
    await sleep(heartbeatEveryMs, done);
  }
}
