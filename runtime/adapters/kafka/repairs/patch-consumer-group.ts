import kafkajs, { type PartitionAssigner } from "kafkajs";
import { patchPrototype } from "./kafkajs-internals.ts";
import { sleep } from "../../../time/sleep.ts";

type BeforeJoin = () => Promise<void>;

interface ConsumerGroup {
  readonly assigners: readonly { readonly [beforeJoin]?: BeforeJoin }[];
  joinAndSync: (this: ConsumerGroup) => Promise<void>;
  heartbeat(options: { readonly interval: number }): Promise<void>;
}

const beforeJoin = Symbol.for("seqwright.kafkajs.before-join");
const heartbeatEveryMs = 500;

/**
 * kafkajs has nothing like `onPartitionsRevoked`: it joins the group again as soon as it hears of a rebalance, while
 * handlers still work on records that their next owner then begins as well. Before a member joins, it now waits for
 * what its assigner asks for, with heartbeats so that the group does not give it up meanwhile.
 */
export function patchConsumerGroup(): void {
  patchPrototype("consumer/consumerGroup", (prototype) => {
    const group = prototype as ConsumerGroup;
    const original = group.joinAndSync;
    group.joinAndSync = async function joinAndSync() {
      const done = new AbortController();
      const waits = this.assigners.map(async (assigner) => assigner[beforeJoin]?.());
      void keepAlive(this, done.signal);
      await Promise.all(waits).finally(() => done.abort());
      await original.call(this);
    };
  });
}

/** kafkajs' own assigner, with something to wait for before each join. Without the patch, nothing waits. */
export function assignerThatWaits(wait: BeforeJoin): PartitionAssigner {
  return (config) => Object.assign(kafkajs.PartitionAssigners.roundRobin(config), { [beforeJoin]: wait });
}

async function keepAlive(group: ConsumerGroup, done: AbortSignal): Promise<void> {
  await sleep(heartbeatEveryMs, done);
  while (!done.aborted) {
    // The answer is that a rebalance is in progress; what counts is that the broker has heard of this member.
    await group.heartbeat({ interval: 0 }).catch(() => {});
    await sleep(heartbeatEveryMs, done);
  }
}
