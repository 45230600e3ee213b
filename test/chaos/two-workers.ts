import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { postgresDatabase } from "../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../runtime/engine/index.ts";
import type { SqlDatabase } from "../../runtime/ports/sql-database.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { sql } from "../../runtime/sql/sql.ts";
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
import { type Findings, sumOfFindings } from "./findings.ts";
import { judgeEffects } from "./judge.ts";
import type { Scenario } from "./scenario.ts";

const program = fileURLToPath(new URL("../support/workflow/worker.ts", import.meta.url));
const workflowCount = 500;

/** A trigger that notes which worker took which workflow up. */
const shares = {
  name: "chaos-shares",
  migrations: [
    {
      name: "001-share",
      statements: [
        sql`CREATE TABLE share (workflow text NOT NULL, worker text NOT NULL)`,
        sql`CREATE FUNCTION note_share() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO share VALUES (NEW.id, NEW.lease_owner); RETURN NEW; END $$`,
        sql`CREATE TRIGGER taken_up AFTER UPDATE ON seqwright_workflow FOR EACH ROW
          WHEN (NEW.fence > OLD.fence AND NEW.lease_owner IS NOT NULL) EXECUTE FUNCTION note_share()`,
      ],
    },
  ],
};

/** Two processes take workflows from one table; nothing but the table tells them apart. */
export const twoWorkers: Scenario = {
  name: "two-workers",
  async run({ services }) {
    await using database = await freshDatabase(services.postgres.address.url);
    await using db = postgresDatabase({ url: database.url });
    await createSystemTables(db);
    await migrate(db, shares);
    const users = Array.from({ length: workflowCount }, (_, index) => `user-${index}`);
    {
      await using engine = workflowEngine({ db, concurrency: 0 });
      const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db) });
      for (const user of users) await workflow.start(`event-${user}`, registration(user));
    }
    await db.query(sql`DELETE FROM share`);

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
    const taken = await sharesOf(db);
    if (taken.length !== workers.length)
      throw new Error(`${taken.length} of ${workers.length} workers took part: nobody fought over anything`);
    return {
      done: `2 processes, ${workflowCount} workflows in one table, of which they took ${taken.join(" and ")}`,
      found: sumOfFindings(await Promise.all(users.map((user) => findingsOf(db, user)))),
    };
  },
};

async function findingsOf(db: SqlDatabase, user: string): Promise<Partial<Findings>> {
  const writes = judgeEffects(writesOfRegistration, await writesOf(db, user));
  const calls = judgeEffects(["add user", "create path"], await minioCallsOf(db, user));
  return sumOfFindings([writes, calls, { events: 1 }]);
}

async function sharesOf(db: SqlDatabase): Promise<readonly number[]> {
  const { rows } = await db.query<{ readonly taken: number }>(
    sql`SELECT count(*)::integer AS taken FROM share GROUP BY worker ORDER BY worker`,
  );
  return rows.map(({ taken }) => taken);
}

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
