import { pathToFileURL } from "node:url";
import { connectSystem } from "../../../runtime/cli/connect-system.ts";
import { loadSystem } from "../../../runtime/cli/load-system.ts";
import type { ServiceAddresses } from "../../../runtime/services/service.ts";
import { startSystem } from "../../../runtime/system/start-system.ts";
import type { ArrowObserver } from "../../../runtime/trace/arrow-observer.ts";

/** What a worker process is told, as JSON in its only argument. */
export interface WorkerTask {
  readonly diagram: string;
  readonly addresses: ServiceAddresses;
  readonly topics: Readonly<Record<string, string>>;
  readonly groupId: string;
  /** Kill this process when such an arrow is sent, or when it has been answered: as a power cut would. */
  readonly die?: {
    readonly when: "before" | "after";
    readonly from: string;
    readonly to: string;
    readonly method: string;
  };
}

/** Runs a system in a process of its own, that may die in the middle of an arrow. */
async function work({ diagram, addresses, topics, groupId, die }: WorkerTask): Promise<void> {
  const { system, setup } = await loadSystem(diagram, "generated");
  const connections = await connectSystem(addresses, {
    consumer: { commitIntervalMs: 20, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 },
  });
  const death: ArrowObserver = {
    async observe(arrow, proceed) {
      const isHere =
        die !== undefined && arrow.from === die.from && arrow.to === die.to && arrow.method === die.method;
      if (isHere && die.when === "before") process.kill(process.pid, "SIGKILL");
      const value = await proceed();
      if (isHere && die.when === "after") process.kill(process.pid, "SIGKILL");
      return value;
    },
  };
  await startSystem(system, {
    ...setup,
    ...connections.options,
    topics,
    groupId,
    observers: [death],
    engine: { lease: { durationMs: 1500 } },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await work(JSON.parse(process.argv[2] ?? "{}") as WorkerTask);
