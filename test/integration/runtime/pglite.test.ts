import { AsyncResource } from "node:async_hooks";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { RetryableError } from "../../../runtime/errors/errors.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { sqlDatabaseContract } from "../../contract/sql-database.contract.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

sqlDatabaseContract("PGlite", () => pgliteDatabase());

test("a transaction that waits for a query outside of itself comes to an end", async () => {
  await using database = pgliteDatabase({ waitTimeoutMs: 50 });
  const outside = AsyncResource.bind(() => database.query(sql`SELECT 1`));
  const stuck = database.transaction(async () => {
    await database.query(sql`SELECT 1`);
    await outside();
  });
  await expect(stuck).rejects.toThrow(RetryableError);
  await expect(database.query(sql`SELECT 2 AS two`)).resolves.toMatchObject({ rows: [{ two: 2 }] });
});

test("a client of one's own may still be starting, and is left open", async () => {
  await using client = new PGlite();
  {
    await using database = pgliteDatabase({ client });
    const { rows } = await database.query(sql`SELECT ARRAY[1.10] AS prices`);
    expect(rows).toEqual([{ prices: ["1.10"] }]);
  }
  expect(client.closed).toBe(false);
});

test("data in a folder outlives the database", async () => {
  await using folder = await temporaryFolder();
  const dataDir = `${folder.path}/data`;
  {
    await using database = pgliteDatabase({ dataDir });
    await database.query(sql`CREATE TABLE kept AS SELECT 42 AS answer`);
  }
  await using database = pgliteDatabase({ dataDir });
  expect((await database.query(sql`SELECT answer FROM kept`)).rows).toEqual([{ answer: 42 }]);
});
