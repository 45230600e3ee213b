import { setTimeout } from "node:timers/promises";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import { until } from "../support/workflow/until.ts";
import { rowOf } from "./kills.ts";
import { inThisProcess } from "./outages.ts";
import { registrations } from "./registrations.ts";
import type { Scenario } from "./scenario.ts";

const joinsAndLeaves = 5;

/** A second consumer comes and goes while the first one's acknowledgements are outstanding. */
export const rebalance: Scenario = {
  name: "rebalance",
  async run({ services, random, log }) {
    await using subject = await registrations(services);
    // MinIO takes its time, so that there are always acknowledgements outstanding, and they come out of order.
    const slow: ArrowObserver = {
      async observe(arrow, proceed) {
        if (arrow.to === "MinioSvc") await setTimeout(random.next() * 400);
        return proceed();
      },
    };
    await using _first = await inThisProcess(subject, { observers: [slow] });
    const over = new AbortController();
    const publishing = (async (): Promise<void> => {
      while (!over.signal.aborted) {
        await subject.publish();
        await setTimeout(30);
      }
    })();
    try {
      for (let at = 1; at <= joinsAndLeaves; at += 1) {
        await using _second = await inThisProcess(subject, { observers: [slow] });
        await setTimeout(500 + random.next() * 1000);
        log(`rebalance: ${at} of ${joinsAndLeaves}`);
      }
    } finally {
      over.abort();
      await publishing;
    }
    await until("everything is worked off", () => subject.isWorkedOff(), 120_000);
    const done = `a second consumer joined and left ${joinsAndLeaves} times, acknowledgements outstanding`;
    return rowOf("rebalance", done, [await subject.findings()]);
  },
};
