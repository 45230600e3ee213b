import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Pool } from "pg";
import { expect, inject, test, vi } from "vitest";
import { postgresDatabase, type PostgresUrlOptions } from "../../../runtime/adapters/postgres.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import type { SqlDatabase, SqlStatement } from "../../../runtime/ports/sql-database.ts";
import { privateServices } from "../../../generator/services/index.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sqlState } from "../../../runtime/sql/sql-error.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { sqlDatabaseContract } from "../../contract/sql-database.contract.ts";
import { deferred } from "../../support/deferred.ts";
import { outcomeOf } from "../../support/outcome-of.ts";
import { runProcess } from "../../support/process.ts";

const open = (options: Partial<PostgresUrlOptions> = {}): SqlDatabase & AsyncDisposable =>
  postgresDatabase({ url: inject("services").postgres.url, ...options });

const plain = (text: string): SqlStatement => ({ text, values: [] });

/** A table of its own with `rowCount` numbered rows; gone with `await using`. */
async function numberedTable(rowCount: number): Promise<AsyncDisposable & { readonly name: string }> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const database = open();
  await database.query(
    plain(`CREATE TABLE ${name} AS SELECT id, 0 AS n FROM generate_series(1, ${rowCount}) AS id`),
  );
  return {
    name,
    async [Symbol.asyncDispose]() {
      await database.query(plain(`DROP TABLE ${name}`));
      await database[Symbol.asyncDispose]();
    },
  };
}

sqlDatabaseContract("PostgreSQL", open);

test("two workers with SKIP LOCKED never get the same row", async () => {
  await using table = await numberedTable(4);
  await using first = open();
  await using second = open();
  const take = plain(`SELECT id FROM ${table.name} ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED`);
  const [own, others] = await first.transaction(async () => {
    const taken = await first.query(take);
    return [taken.rows, (await second.transaction(() => second.query(take))).rows];
  });
  expect(own).toEqual([{ id: 1 }, { id: 2 }]);
  expect(others).toEqual([{ id: 3 }, { id: 4 }]);
});

test("a transaction holds one connection and the others go on", async () => {
  await using table = await numberedTable(1);
  await using database = open({ connectionsMax: 2 });
  await database.transaction(async () => {
    await database.query(plain(`UPDATE ${table.name} SET n = 1`));
    await using outside = open();
    expect((await outside.query(plain(`SELECT n FROM ${table.name}`))).rows).toEqual([{ n: 0 }]);
  });
});

test("of two transactions in a deadlock one gets a retryable error and the other is committed", async () => {
  await using table = await numberedTable(2);
  await using database = open();
  const bothHold = deferred();
  let holding = 0;
  const update = (id: number) => database.query(plain(`UPDATE ${table.name} SET n = n + 1 WHERE id = ${id}`));
  const swap = (own: number, other: number) =>
    database.transaction(async () => {
      await update(own);
      holding += 1;
      if (holding === 2) bothHold.resolve();
      await bothHold.promise;
      await update(other);
    });
  const outcomes = await Promise.allSettled([swap(1, 2), swap(2, 1)]);
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(failed).toHaveLength(1);
  expect(failed[0]?.reason).toBeInstanceOf(RetryableError);
  expect(sqlState(failed[0]?.reason)).toBe("40P01");
  expect((await database.query(plain(`SELECT sum(n) AS sum FROM ${table.name}`))).rows).toEqual([{ sum: 2 }]);
});

test.each(["swallows it", "swallows it and goes on", "swallows all failures"])(
  "a transaction that runs into a lock and %s may be tried again",
  async (what) => {
    await using table = await numberedTable(1);
    await using database = open();
    await using other = open();
    const lock = plain(`SELECT id FROM ${table.name} FOR UPDATE NOWAIT`);
    const count = plain(`SELECT count(*) FROM ${table.name}`);
    const failing = other.transaction(async () => {
      await other.query(lock);
      await database.transaction(async () => {
        await database.query(lock).catch(() => undefined);
        if (what === "swallows it and goes on") await database.query(count);
        if (what === "swallows all failures") await database.query(count).catch(() => undefined);
      });
    });
    const error: unknown = await failing.catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(RetryableError);
    expect(sqlState(error)).toBe("55P03");
  },
);

test("a serialization failure is retryable", async () => {
  await using table = await numberedTable(1);
  await using first = open();
  await using second = open();
  const bump = plain(`UPDATE ${table.name} SET n = n + 1`);
  const failing = first.transaction(async () => {
    await first.query(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    await first.query(plain(`SELECT n FROM ${table.name}`));
    await second.query(bump);
    await first.query(bump);
  });
  await expect(failing).rejects.toThrow(RetryableError);
});

test("a connection that the administrator ends is replaced, and the loss is told", async () => {
  await using administrator = open();
  const lost = deferred<Error>();
  await using database = open({ connectionsMax: 1, onConnectionLost: lost.resolve });
  const end = async (): Promise<void> => {
    const { rows } = await database.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await administrator.query(sql`SELECT pg_terminate_backend(${rows[0]?.pid})`);
  };
  await end();
  await lost.promise;
  expect((await database.query(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);

  await expect(database.transaction(end)).rejects.toThrow(RetryableError);
  expect((await database.query(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
});

test("a statement that takes too long is ended and may be tried again", async () => {
  await using database = open({ statementTimeoutMs: 50 });
  const error: unknown = await database.query(sql`SELECT pg_sleep(60)`).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(RetryableError);
  expect(sqlState(error)).toBe("57014");
});

/** The states of the connections that call themselves this. */
async function connectionsNamed(name: string): Promise<readonly unknown[]> {
  await using administrator = open();
  const { rows } = await administrator.query(
    sql`SELECT state FROM pg_stat_activity WHERE application_name = ${name} ORDER BY state`,
  );
  return rows.map(({ state }) => state);
}

test("a transaction in which nothing happens is ended by the server, and may be tried again", async () => {
  const applicationName = `test-${randomUUID()}`;
  await using database = open({ applicationName, idleInTransactionTimeoutMs: 50 });
  const forgotten = database.transaction(async () => {
    await database.query(sql`SELECT 1`);
    await expect.poll(() => connectionsNamed(applicationName)).toEqual([]);
    await database.query(sql`SELECT 2`);
  });
  await expect(forgotten).rejects.toThrow(RetryableError);
  expect(await outcomeOf(database.query(sql`SELECT 1`))).toBe("answered");
});

test("no more connections are made than said, and those that nobody uses are closed", async () => {
  const applicationName = `test-${randomUUID()}`;
  await using database = open({ applicationName, connectionsMax: 2, idleTimeoutMs: 50 });
  const allAtWork = vi.waitFor(
    async () => expect(await connectionsNamed(applicationName)).toEqual(["active", "active"]),
    { interval: 10 },
  );
  const queries = Array.from({ length: 6 }, () => database.query(sql`SELECT pg_sleep(0.1)`));
  await Promise.all([allAtWork, ...queries]);
  await expect.poll(() => connectionsNamed(applicationName)).toEqual([]);
});

test("a query that finds all connections busy fails after its time", async () => {
  await using database = open({ connectionsMax: 1, connectTimeoutMs: 50 });
  await using other = open();
  const released = deferred();
  const held = deferred();
  const holding = database.transaction(async () => {
    await other.query(sql`SELECT 1`);
    held.resolve();
    await released.promise;
  });
  await held.promise;
  const failing = database.query(sql`SELECT 1`);
  await expect(failing).rejects.toThrow(RetryableError);
  await expect(failing).rejects.toThrow("got no connection within 50 ms, with 1 of 1 in use");
  released.resolve();
  await holding;
});

test("a database or role that does not exist is fatal", async () => {
  for (const [part, value] of [
    ["pathname", "/no_such_database"],
    ["username", "no_such_role"],
  ] as const) {
    const url = new URL(inject("services").postgres.url);
    url[part] = value;
    await using database = open({ url: url.href });
    await expect(database.query(sql`SELECT 1`)).rejects.toThrow(FatalError);
  }
});

test("nobody listening is retryable and says so at once", async () => {
  await using database = open({ url: "postgres://nobody@127.0.0.1:1/nothing" });
  await expect(database.query(sql`SELECT 1`)).rejects.toThrow(/ECONNREFUSED/);
  await expect(database.transaction(async () => 1)).rejects.toThrow(RetryableError);
});

test("a connection that could not be rolled back is not used again", async () => {
  const pool = new Pool({ connectionString: inject("services").postgres.url, max: 1 });
  let refused = 0;
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (config: { readonly text: string }) => Promise<unknown>;
    const refusing = async (config: { readonly text: string }): Promise<unknown> =>
      config.text === "ROLLBACK" && refused++ === 0 ? query({ text: "SELECT 1" }) : query(config);
    Object.assign(client, { query: refusing });
  });
  await using database = postgresDatabase({ pool });
  const mistake = database.transaction(async () => database.query(plain("SELECT nonsense")));
  await expect(mistake).rejects.toThrow("nonsense");
  expect(refused).toBe(1);
  await expect(
    database.transaction(async () => database.query(plain("SELECT 1 AS one"))),
  ).resolves.toMatchObject({
    rows: [{ one: 1 }],
  });
  await pool.end();
});

test("a pool of one's own is used, not ended, and left as it was", async () => {
  const pool = new Pool({ connectionString: inject("services").postgres.url });
  {
    await using database = postgresDatabase({ pool });
    await database.query(sql`SELECT 1`);
    await database.transaction(async () => void (await database.query(sql`SELECT 1`)));
  }
  expect(pool.eventNames().filter((name) => pool.listenerCount(name) > 0)).toEqual([]);
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test("three processes that start at once apply each migration once", async () => {
  const worker = join(import.meta.dirname, "migrating-worker.ts");
  const { url } = inject("services").postgres;
  const setName = `set-${randomUUID()}`;
  const runs = await Promise.all(
    [1, 2, 3].map(() =>
      runProcess(process.execPath, ["--conditions=seqwright-source", worker, url, setName]),
    ),
  );
  expect(runs.map(({ exitCode, err }) => [exitCode, err])).toEqual([1, 2, 3].map(() => [0, ""]));
  expect(runs.flatMap(({ out }) => JSON.parse(out) as unknown[])).toEqual(["1", "2"]);
});

test("another process's migrations are waited for longer than a statement may take", async () => {
  await using first = open();
  await using second = open({ statementTimeoutMs: 50 });
  const set = (statements: readonly SqlStatement[]) => ({
    name: `set-${randomUUID()}`,
    migrations: [{ name: "1", statements }],
  });
  const isHeld = (): Promise<boolean> =>
    first.transaction(async () => {
      const { rows } = await first.query<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%a migration that takes its time%' AND pid <> pg_backend_pid()`,
      );
      return rows[0]?.n === 1;
    });
  const long = migrate(first, set([sql`SELECT 'a migration that takes its time', pg_sleep(0.5)`]));
  await expect.poll(isHeld, { interval: 5 }).toBe(true);
  await expect(migrate(second, set([]), { waitTimeoutMs: 0 })).rejects.toThrow("another process has been");
  await expect(migrate(second, set([sql`SELECT 1`]))).resolves.toEqual(["1"]);
  await long;
});

test(
  "a server that is killed, frozen and started again under a transaction",
  { timeout: 60_000 },
  async () => {
    await using services = await privateServices({ only: ["postgres"] });
    const { postgres } = services;
    const limits = { url: postgres.address.url, connectTimeoutMs: 500, statementTimeoutMs: 300 };
    await using database = open(limits);
    await using other = open(limits);
    await database.query(sql`CREATE TABLE kept (id int)`);
    const insertThen = (hurt: () => Promise<void>) =>
      database.transaction(async () => {
        await database.query(sql`INSERT INTO kept VALUES (1)`);
        await hurt();
        await database.query(sql`INSERT INTO kept VALUES (2)`);
      });
    const count = async () => (await database.query(sql`SELECT count(*) AS n FROM kept`)).rows;

    await expect(insertThen(() => postgres.kill())).rejects.toThrow(RetryableError);
    await expect(count()).rejects.toThrow(RetryableError);
    await postgres.restart();
    expect(await count()).toEqual([{ n: 0 }]);

    const freeze = async (): Promise<void> => {
      await postgres.pause();
      await expect.poll(() => outcomeOf(other.query(sql`SELECT 1`)), { timeout: 10_000 }).toBe("retryable");
    };
    await expect(insertThen(freeze)).rejects.toThrow(RetryableError);
    await expect(count()).rejects.toThrow(RetryableError);
    await postgres.resume();
    expect(await count()).toEqual([{ n: 0 }]);

    await expect(insertThen(() => postgres.stop())).rejects.toThrow(RetryableError);
    await postgres.restart();
    expect(await count()).toEqual([{ n: 0 }]);
    await insertThen(async () => undefined);
    expect(await count()).toEqual([{ n: 2 }]);
  },
);
