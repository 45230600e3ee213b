import { setTimeout } from "node:timers/promises";
import { startSystem } from "../../system/start-system.ts";
import type { SystemDefinition } from "../../system/system-definition.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import { loadBeside } from "../beside/load-beside.ts";
import { instrumented } from "../system/instrumented.ts";
import { connectAt } from "../place/place.ts";
import { ArrowTeller } from "./arrow-teller.ts";
import { mortalSystem } from "./mortal-system.ts";
import { stoppingObserver } from "./stopping-observer.ts";
import { tellingClients } from "./telling-clients.ts";
import { toldError } from "./told-error.ts";
import type { WorkerMessage } from "./worker-message.ts";
import type { WorkerTask } from "./worker-task.ts";

// A program of its own: `startWorker` starts it, and sends it its task. A second message asks it to stop.
const tell = (message: WorkerMessage): void => void process.send?.(message);
process.once("disconnect", () => process.exit());
process.once("message", (task: WorkerTask) => {
  work(task).catch((error: unknown) => tell({ kind: "failed", error: toldError(error) }));
});

async function work(task: WorkerTask): Promise<void> {
  const { wiring, place, die, stops = [], delayMaxMs, engine, consumer } = task;
  const { system: plain } = (await import(wiring)) as { readonly system: SystemDefinition };
  const { setup } = await loadBeside(wiring);
  const teller = new ArrowTeller(tell);
  const told = instrumented(plain, teller);
  const mortal = die === undefined ? { system: told, observer: undefined } : mortalSystem(told, die);
  const placed = await connectAt(place, {
    setup,
    consumer: { commitIntervalMs: 20, sessionTimeoutMs: 2_000, heartbeatIntervalMs: 300, ...consumer },
    around: (clients) => tellingClients(clients, tell),
    onConsumerEvent(event) {
      if (event.kind === "handled" || event.kind === "dead-lettered" || event.kind === "skipped")
        tell({
          kind: "record",
          what: event.kind,
          deadLetterTopic: event.kind === "dead-lettered" ? event.deadLetterTopic : undefined,
        });
      if (event.kind === "crashed" || event.kind === "trouble" || event.kind === "retry")
        tell({ kind: "trouble", attempted: event.kind });
    },
  });
  const events = plain.entries.flatMap(({ kind, step }) => (kind === "kafka" ? [step] : []));
  const stopping = stoppingObserver(stops, events, ({ name }) => tell({ kind: "stopped", name }));
  const running = await startSystem(mortal.system, {
    ...placed.options,
    observers: [teller, slow(delayMaxMs), mortal.observer, stopping].filter((one) => one !== undefined),
    engine: { lease: { durationMs: 1_500 }, pollMs: 100, ...engine },
    onEvent(event) {
      if (event.kind === "trouble") tell({ kind: "trouble", attempted: event.attempted });
    },
  });
  process.once("message", () => {
    // What is left on the servers is the next process's, and is removed with the place.
    void running.stop().finally(() => process.disconnect());
  });
  tell({ kind: "ready", url: running.url });
}

/** Lets each call take its time, so that many are under way at once, and end in another order than they began. */
function slow(delayMaxMs: number | undefined): ArrowObserver | undefined {
  if (delayMaxMs === undefined) return undefined;
  return {
    async observe(_, proceed) {
      await setTimeout(Math.random() * delayMaxMs);
      return proceed();
    },
  };
}
