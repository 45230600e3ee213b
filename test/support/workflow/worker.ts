import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../../runtime/engine/index.ts";
import { aroundCalls } from "./around-calls.ts";
import { minioTable, registration, workflowSystem } from "./workflow-system.ts";

/**
 * A worker process. `node worker.ts <url> begin <user> <step> before|after|recorded` begins a registration and dies at
 * that step; `node worker.ts <url> work` takes up whatever is due, until it is killed.
 */
const [url = "", mode = "", user = "", step = "", when = ""] = process.argv.slice(2);

const die = (): void => void process.kill(process.pid, "SIGKILL");
let calls = 0;
const around = aroundCalls({
  before: () => (calls++ === Number(step) && when === "before" ? die() : undefined),
  after: () => (calls - 1 === Number(step) && when === "after" ? die() : undefined),
});

const db = postgresDatabase({ url });
const engine = workflowEngine({
  db,
  lease: { durationMs: mode === "begin" ? 30_000 : 1_000 },
  pollMs: 20,
  observe: (event) => {
    if (event.kind === "step finished" && event.sequence === Number(step) && when === "recorded") die();
  },
});
const idle = <C extends object>(_: string, collaborator: C): C => collaborator;
const workflow = workflowSystem({
  db,
  engine,
  minioSvc: minioTable(db),
  around: mode === "begin" ? around : idle,
});

if (mode === "begin") {
  const event = registration(user);
  const ack = around("ack", { acknowledge: async () => undefined });
  await workflow.start(event.eventId, event, ack);
} else {
  engine.resume();
}
