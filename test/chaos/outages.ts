import { setTimeout } from "node:timers/promises";
import type { ServiceName } from "../../generator/services/index.ts";
import { until } from "../support/workflow/until.ts";
import { contents } from "./contents.ts";
import { sumOfFindings } from "./findings.ts";
import { inThisProcess } from "./in-this-process.ts";
import { registrations } from "./registrations.ts";
import type { Scenario } from "./scenario.ts";
import { addressesOf, type Subject } from "./subject.ts";

const outagesEach = 3;

/** Both event-driven systems under load while one server goes away and comes back. */
function outage(service: ServiceName, how: "kill" | "stop"): Scenario {
  const name = `${how}-${service}`;
  return {
    name,
    async run({ services, random, log }) {
      const servers = addressesOf(services);
      await using users = await registrations(servers);
      await using drafts = await contents(servers);
      await using first = await inThisProcess(users);
      await using second = await inThisProcess(drafts);

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
          // What was asked before may be asked again now: its answer may be lost.
          users.nextLife();
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
      const failures = first.failures() + second.failures();
      if (failures === 0) throw new Error("nothing failed: the outages hurt nobody");
      const past = how === "kill" ? "killed" : "stopped";
      return {
        done: `${past} and restarted ${outagesEach} times under load`,
        found: sumOfFindings([
          await users.findings(),
          await drafts.findings(),
          { remarks: { "failures met on the way": failures } },
        ]),
      };
    },
  };
}

export const outages: readonly Scenario[] = [
  outage("kafka", "kill"),
  outage("redis", "stop"),
  outage("minio", "stop"),
  outage("postgres", "stop"),
];
