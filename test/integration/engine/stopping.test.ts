import { expect, inject, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { systemClock, workflowEngine, workflowTables, type Clock } from "../../../runtime/engine/index.ts";
import { RetryableError } from "../../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { gate, until } from "../../support/workflow/until.ts";
import { tcpProxy } from "./tcp-proxy.ts";

const hourMs = 60 * 60_000;
const hourly = { delayMs: hourMs, delayMaxMs: hourMs, jitter: 0 };

/** Knows of the pauses that still keep the process alive. */
function watchedClock() {
  const pauses = new Set<number>();
  const clock: Clock = {
    async sleep(ms, signal) {
      pauses.add(ms);
      await systemClock.sleep(ms, signal);
      pauses.delete(ms);
    },
  };
  return { clock, pauses };
}

test("a worker that is stopped while the database is away leaves no pause behind", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using direct = postgresDatabase({ url: database.url });
  await migrate(direct, workflowTables);
  await using proxy = await tcpProxy(database.url);
  await using db = postgresDatabase({ url: proxy.url });
  const { clock, pauses } = watchedClock();
  const kinds: string[] = [];
  const observe = ({ kind }: { readonly kind: string }): void => void kinds.push(kind);
  await using engine = workflowEngine({ db, clock, observe, retry: hourly, shutdownGraceMs: 0 });
  const { service } = engine.durable({ service: { ship: async () => proxy.close() } });
  const workflow = engine.workflow<null>("shipping", async () =>
    engine.background.run("ship", async () => service.ship()),
  );
  await workflow.start("a", null);
  await until("it waits to write the step down", () => pauses.size > 0);

  await engine.stop();
  await engine.idle();
  expect(pauses).toEqual(new Set());
  expect(kinds).toEqual(["started", "lost"]);
});

test("a worker that is stopped while it reads journals of what it has just claimed begins none of it", async () => {
  await using real = pgliteDatabase();
  await migrate(real, workflowTables);
  const away = gate();
  const db: SqlDatabase = {
    async query(statement) {
      if (!/FROM seqwright_journal WHERE workflow = ANY/.test(statement.text)) return real.query(statement);
      away.open();
      throw new RetryableError("the database is away");
    },
    transaction: (work) => real.transaction(work),
  };
  const { clock, pauses } = watchedClock();
  const kinds: string[] = [];
  const troubles: string[] = [];
  await using engine = workflowEngine({
    db,
    clock,
    retry: hourly,
    shutdownGraceMs: 0,
    concurrency: 1,
    observe: ({ kind }) => void kinds.push(kind),
    onError: (_, what) => void troubles.push(what),
  });
  const workflow = engine.workflow<null>("shipping", async () => undefined);
  {
    await using first = workflowEngine({ db: real, concurrency: 0 });
    await first.workflow<null>("shipping", async () => undefined).start("a", null);
  }
  engine.resume();
  await away.passed;
  await until("it waits to read the journals", () => pauses.size > 0);

  await engine.stop();
  await until("it has given up", () => pauses.size === 0);
  expect(kinds).toEqual([]);
  expect(troubles).toEqual(["read the journals of workflows that were taken up"]);
  expect(await workflow.status("a")).toMatchObject({ state: "running", steps: [] });
});
