import { setTimeout } from "node:timers/promises";
import { neededServers } from "../../../connect/needed-servers.ts";
import type { ServerName } from "../../../connect/server-addresses.ts";
import { judgeCases } from "../judge.ts";
import { loadOf } from "./load-of.ts";
import type { Scenario } from "../scenario.ts";
import { Stage } from "../stage.ts";

const outagesEach = 2;

/** A server goes away and comes back while the system is at work. */
function outage(server: ServerName, how: "kill" | "stop"): Scenario {
  const name = `${how}-${server}`;
  return {
    name,
    lacks: ({ subject }) =>
      neededServers(subject.system).includes(server) ? undefined : `it needs no ${server}`,
    async run({ target, peace, cases, servers, random, log }) {
      const hurt = servers[server];
      if (hurt === undefined) throw new Error(`there is no ${server} to hurt`);
      await using stage = await Stage.open(target, { partitions: 2, forgivesFailures: true });
      const worker = stage.startLife();
      await worker.ready;
      const load = await loadOf(stage, cases, 40);
      const sending = load.begin(75);
      for (let at = 1; at <= outagesEach; at += 1) {
        await setTimeout(300 + random.next() * 700);
        await hurt[how]();
        await setTimeout(500 + random.next() * 500);
        await hurt.restart();
        stage.changed();
        log(`${name}: ${at} of ${outagesEach}`);
      }
      await sending;
      const { troubles } = stage;
      const found = await judgeCases(stage, peace, { mayDeadLetter: true });
      await worker.stop();
      const past = how === "kill" ? "killed" : "stopped";
      return {
        done: `${past} and restarted ${outagesEach} times under load; ${troubles} failures met`,
        found,
        notTried: troubles === 0 ? ["nothing failed meanwhile: this outage hurt nobody"] : [],
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
