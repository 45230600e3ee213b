import { connectSystem } from "../../runtime/cli/connect-system.ts";
import { loadSystem } from "../../runtime/cli/load-system.ts";
import { startSystem } from "../../runtime/system/start-system.ts";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import type { DeathPoint } from "./death-points.ts";
import type { SubjectPlace } from "./subject.ts";

/** What a worker process is told, as JSON in its only argument. */
export interface WorkerTask extends SubjectPlace {
  readonly die: DeathPoint | undefined;
}

const { diagram, addresses, topics, groupId, die } = JSON.parse(process.argv[2] ?? "{}") as WorkerTask;

let crossings = 0;
const death: ArrowObserver = {
  async observe({ from, to, method }, proceed) {
    const isHere = die !== undefined && die.arrow === `${from} → ${to}: ${method}`;
    if (!isHere || ++crossings !== die.crossing) return proceed();
    if (die.when === "before") process.kill(process.pid, "SIGKILL");
    const value = await proceed();
    process.kill(process.pid, "SIGKILL");
    return value;
  },
};

const { system, setup } = await loadSystem(diagram, "generated");
const connections = await connectSystem(addresses, {
  consumer: { commitIntervalMs: 20, sessionTimeoutMs: 2000, heartbeatIntervalMs: 300 },
});
await startSystem(system, {
  ...setup,
  ...connections.options,
  topics,
  groupId,
  observers: [death],
  engine: { lease: { durationMs: 1500 }, pollMs: 100 },
});
