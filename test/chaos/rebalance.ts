import { setTimeout } from "node:timers/promises";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import { until } from "../support/workflow/until.ts";
import { sumOfFindings } from "./findings.ts";
import { inThisProcess } from "./in-this-process.ts";
import { registrations } from "./registrations.ts";
import type { Scenario } from "./scenario.ts";
import { addressesOf } from "./subject.ts";

const joinsAndLeaves = 5;

/** A second consumer comes and goes while the first one's acknowledgements are outstanding. */
export const rebalance: Scenario = {
  name: "rebalance",
  async run({ services, random, log }) {
    await using subject = await registrations(addressesOf(services));
    let [outstanding, outstandingAtRebalance] = [0, 0];
    // MinIO takes its time, so that there are always acknowledgements outstanding, and they come out of order.
    const slow: ArrowObserver = {
      async observe(arrow, proceed) {
        if (arrow.to !== "MinioSvc") return proceed();
        outstanding += 1;
        try {
          await setTimeout(random.next() * 400);
          return await proceed();
        } finally {
          outstanding -= 1;
        }
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
        await until("acknowledgements are outstanding", () => outstanding > 0);
        outstandingAtRebalance += outstanding;
        await using _second = await inThisProcess(subject, { observers: [slow] });
        await setTimeout(500 + random.next() * 1000);
        log(`rebalance: ${at} of ${joinsAndLeaves}`);
      }
    } finally {
      over.abort();
      await publishing;
    }
    await until("everything is worked off", () => subject.isWorkedOff(), 120_000);
    return {
      done: `a second consumer joined and left ${joinsAndLeaves} times`,
      found: sumOfFindings([
        await subject.findings(),
        { remarks: { "acknowledgements outstanding when it joined": outstandingAtRebalance } },
      ]),
    };
  },
};
