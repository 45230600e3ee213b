import { setTimeout } from "node:timers/promises";
import { connectSystem } from "../../runtime/cli/connect-system.ts";
import { loadSystem } from "../../runtime/cli/load-system.ts";
import type { ServiceName } from "../../runtime/services/index.ts";
import { type RunningSystem, startSystem } from "../../runtime/system/start-system.ts";
import type { SystemOptions } from "../../runtime/system/system-options.ts";
import { until } from "../support/workflow/until.ts";
import { contents } from "./contents.ts";
import { rowOf } from "./kills.ts";
import { registrations } from "./registrations.ts";
import type { Scenario } from "./scenario.ts";
import type { Subject } from "./subject.ts";

const outagesEach = 3;

/** Both event-driven systems under load while one server goes away and comes back. */
function outage(service: ServiceName, how: "kill" | "stop"): Scenario {
  const name = `${how}-${service}`;
  return {
    name,
    async run({ services, random, log }) {
      await using users = await registrations(services);
      await using drafts = await contents(services);
      await using _first = await inThisProcess(users);
      await using _second = await inThisProcess(drafts);

      const over = new AbortController();
      const load = async (subject: Subject): Promise<void> => {
        while (!over.signal.aborted) {
          await subject.publish();
          await setTimeout(50);
        }
      };
      const loads = Promise.all([load(users), load(drafts)]);
      try {
        for (let at = 1; at <= outagesEach; at += 1) {
          await setTimeout(500 + random.next() * 1500);
          await services[service][how]();
          await setTimeout(500 + random.next() * 500);
          await services[service].restart();
          log(`${name}: ${at} of ${outagesEach} outages`);
        }
        await setTimeout(1000);
      } finally {
        over.abort();
        await loads;
      }
      for (const subject of [users, drafts])
        await until("everything is worked off", () => subject.isWorkedOff(), 120_000);
      const past = how === "kill" ? "killed" : "stopped";
      return rowOf(name, `${past} and restarted ${outagesEach} times under load`, [
        await users.findings(),
        await drafts.findings(),
      ]);
    },
  };
}

export const outages: readonly Scenario[] = [
  outage("kafka", "kill"),
  outage("redis", "stop"),
  outage("minio", "stop"),
  outage("postgres", "stop"),
];

/** The subject's system in this process, so that what its clients went through outlives the outage. */
export async function inThisProcess(
  { place }: Subject,
  more: Pick<SystemOptions, "observers"> = {},
): Promise<RunningSystem> {
  const { system, setup } = await loadSystem(place.diagram, "generated");
  const connections = await connectSystem(place.addresses, {
    consumer: { commitIntervalMs: 50, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 },
  });
  const running = await startSystem(system, {
    ...setup,
    ...connections.options,
    ...more,
    topics: place.topics,
    groupId: place.groupId,
    engine: { lease: { durationMs: 3000 }, pollMs: 100 },
  });
  const stop = async (): Promise<void> => {
    await running.stop();
    await connections[Symbol.asyncDispose]();
  };
  return { ...running, stop, [Symbol.asyncDispose]: stop };
}
