import { connectSystem } from "../../runtime/connect/connect-system.ts";
import { loadSystem } from "../../generator/cli/run/load-system.ts";
import { nodeHost } from "../../generator/host/node-host.ts";
import { startSystem } from "../../runtime/system/start-system.ts";
import type { DeathPoint } from "../../runtime/contract/child/death-points.ts";
import { mortalSystem } from "../../runtime/contract/child/mortal-system.ts";
import { sabotaged } from "./sabotage.ts";
import type { SubjectPlace } from "./subject.ts";

/** What a worker process is told, as JSON in its only argument. */
export interface WorkerTask extends SubjectPlace {
  /** Without one, it works until somebody ends it. */
  readonly die?: DeathPoint;
}

const { diagram, addresses, topics, groupId, sabotage, die } = JSON.parse(
  process.argv[2] ?? "{}",
) as WorkerTask;

const { system, setup } = await loadSystem(diagram, nodeHost("generated"));
const mortal = die === undefined ? { system, observer: undefined } : mortalSystem(system, die);
const connections = await connectSystem(addresses, {
  consumer: { commitIntervalMs: 20, sessionTimeoutMs: 2000, heartbeatIntervalMs: 300 },
});
const options = {
  ...setup,
  ...connections.options,
  topics,
  groupId,
  observers: mortal.observer === undefined ? [] : [mortal.observer],
  engine: { lease: { durationMs: 1500 }, pollMs: 100 },
};
await startSystem(...sabotaged(sabotage, mortal.system, options));
