import { connectSystem } from "../../runtime/connect/connect-system.ts";
import { loadSystem } from "../../generator/cli/run/load-system.ts";
import { nodeHost } from "../../generator/host/node-host.ts";
import { type RunningSystem, startSystem } from "../../runtime/system/start-system.ts";
import type { SystemEvent, SystemOptions } from "../../runtime/system/system-options.ts";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import { sabotaged } from "./sabotage.ts";
import type { Subject } from "./subject.ts";

export interface SystemInThisProcess extends RunningSystem {
  /** How often an arrow, the consumer or the engine has failed. */
  failures(): number;
}

/** The subject's system in this process, so that what its clients went through outlives an outage. */
export async function inThisProcess(
  { place }: Pick<Subject, "place">,
  { observers = [] }: Pick<SystemOptions, "observers"> = {},
): Promise<SystemInThisProcess> {
  let failures = 0;
  const counting: ArrowObserver = {
    async observe(_, proceed) {
      try {
        return await proceed();
      } catch (error) {
        failures += 1;
        throw error;
      }
    },
  };
  const { system, setup } = await loadSystem(place.diagram, nodeHost("generated"));
  const connections = await connectSystem(place.addresses, {
    consumer: { commitIntervalMs: 50, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 },
    onConsumerEvent: ({ kind }) => {
      if (kind === "crashed" || kind === "trouble" || kind === "retry") failures += 1;
    },
  });
  const options = {
    ...setup,
    ...connections.options,
    observers: [...observers, counting],
    topics: place.topics,
    groupId: place.groupId,
    onEvent: ({ kind }: SystemEvent) => {
      if (kind === "trouble") failures += 1;
    },
    engine: { lease: { durationMs: 3000 }, pollMs: 100 },
  };
  const running = await startSystem(...sabotaged(place.sabotage, system, options));
  const stop = async (): Promise<void> => {
    await running.stop();
    await connections[Symbol.asyncDispose]();
  };
  return { ...running, stop, failures: () => failures, [Symbol.asyncDispose]: stop };
}
