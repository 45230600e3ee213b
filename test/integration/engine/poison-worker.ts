import { setTimeout } from "node:timers/promises";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../../runtime/engine/index.ts";

/** `node poison-worker.ts <url>`: a worker that one of its workflows kills, before any other has finished a step. */
const [url = ""] = process.argv.slice(2);
const db = postgresDatabase({ url });
const engine = workflowEngine({
  db,
  pollMs: 20,
  // Long enough for a busy machine, where a worker that is alive may be late with its sign of life.
  lease: { durationMs: 2000 },
  concurrency: 20,
  crashesMax: 5,
  onFailed: async ({ id, error }) =>
    void process.stdout.write(`${JSON.stringify({ id, error: String(error) })}\n`),
});
const service = {
  async ship(item: string): Promise<void> {
    if (item === "poison") process.kill(process.pid, "SIGKILL");
    // Longer than the poison needs.
    await setTimeout(50);
  },
};
const { service: durable } = engine.durable({ service });
engine.workflow<string>("shipping", async (item) =>
  engine.background.run("ship", async () => durable.ship(item)),
);
engine.resume();
