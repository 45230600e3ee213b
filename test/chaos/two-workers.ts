import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { postgresDatabase } from "../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../runtime/engine/index.ts";
import { sql } from "../../runtime/sql.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { until } from "../support/workflow/until.ts";
import {
  createSystemTables,
  minioCallsOf,
  minioTable,
  registration,
  workflowSystem,
  writesOf,
  writesOfRegistration,
} from "../support/workflow/workflow-system.ts";
import type { Scenario } from "./scenario.ts";

const program = fileURLToPath(new URL("../support/workflow/worker.ts", import.meta.url));
const workflowCount = 500;

/** Two processes take workflows from one table; nothing but the table tells them apart. */
export const twoWorkers: Scenario = {
  name: "two-workers",
  async run({ services }) {
    await using database = await freshDatabase(services.postgres.address.url);
    await using db = postgresDatabase({ url: database.url });
    await createSystemTables(db);
    const users = Array.from({ length: workflowCount }, (_, index) => `user-${index}`);
    {
      await using engine = workflowEngine({ db, concurrency: 0 });
      const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db) });
      for (const user of users) await workflow.start(`event-${user}`, registration(user));
    }

    const workers = [startWorker(database.url), startWorker(database.url)];
    const unfinished = async (): Promise<number> => {
      const { rowCount } = await db.query(sql`SELECT 1 FROM seqwright_workflow WHERE state <> 'done'`);
      return rowCount;
    };
    try {
      await until("all workflows are done", async () => (await unfinished()) === 0, 120_000);
    } finally {
      await Promise.all(workers.map(({ end }) => end()));
    }

    let [lost, doubled] = [0, 0];
    for (const user of users) {
      const effects = [...(await writesOf(db, user)), ...(await minioCallsOf(db, user))];
      const expected = [...writesOfRegistration, "add user", "create path"];
      if (expected.length > effects.length) lost += 1;
      doubled += Math.max(0, effects.length - expected.length);
    }
    return {
      name: "two-workers",
      done: `2 processes, ${workflowCount} workflows in one table`,
      lost,
      doubled,
      broken: [],
    };
  },
};

function startWorker(url: string): { readonly end: () => Promise<void> } {
  const args = ["--conditions=seqwright-source", program, url, "work"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const gone = once(child, "exit");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    async end() {
      kill();
      await gone;
      process.removeListener("exit", kill);
    },
  };
}
