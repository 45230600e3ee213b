import { connectSystem } from "../../runtime/cli/connect-system.ts";
import { loadSystem } from "../../runtime/cli/load-system.ts";
import { type RunningSystem, startSystem } from "../../runtime/system/start-system.ts";
import type { SystemOptions } from "../../runtime/system/system-options.ts";
import { sabotaged } from "./sabotage.ts";
import type { Subject } from "./subject.ts";

/** The subject's system in this process, so that what its clients went through outlives an outage. */
export async function inThisProcess(
  { place }: Pick<Subject, "place">,
  more: Pick<SystemOptions, "observers"> = {},
): Promise<RunningSystem> {
  const { system, setup } = await loadSystem(place.diagram, "generated");
  const connections = await connectSystem(place.addresses, {
    consumer: { commitIntervalMs: 50, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 },
  });
  const options = {
    ...setup,
    ...connections.options,
    ...more,
    topics: place.topics,
    groupId: place.groupId,
    engine: { lease: { durationMs: 3000 }, pollMs: 100 },
  };
  const running = await startSystem(...sabotaged(place.sabotage, system, options));
  const stop = async (): Promise<void> => {
    await running.stop();
    await connections[Symbol.asyncDispose]();
  };
  return { ...running, stop, [Symbol.asyncDispose]: stop };
}
