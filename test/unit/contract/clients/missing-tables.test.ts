import { expect, test } from "vitest";
import { tellingMissingTables } from "../../../../runtime/contract/clients/telling-missing-tables.ts";
import { NotImplementedError } from "../../../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../../../runtime/ports/sql-database.ts";
import { sql } from "../../../../runtime/sql/sql.ts";

const ask = sql`SELECT 1 FROM event_drafts`;

/** As PostgreSQL refuses a statement. */
function refusing(code: string, message: string): SqlDatabase {
  const refused = Object.assign(new Error(message), { code });
  return {
    query: () => Promise.reject(new Error("the statement failed", { cause: refused })),
    transaction: (work) => work(),
  };
}

const lacking = refusing("42P01", 'relation "event_drafts" does not exist');

test("a table that no migration makes is work to be done, and named", async () => {
  const { sql: telling } = tellingMissingTables({ sql: lacking }, {});
  const error = await telling?.query(ask).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NotImplementedError);
  expect(error).toHaveProperty("what", "the table event_drafts: a migration of system.ts has to make it");
  await expect(telling?.transaction(() => telling.query(ask))).rejects.toThrow(NotImplementedError);
});

test("any other refusal is told as it is", async () => {
  const { sql: telling } = tellingMissingTables({ sql: refusing("42601", "syntax error") }, {});
  await expect(telling?.query(ask)).rejects.toThrow("the statement failed");
});

test("where there are migrations, they are to make all tables", async () => {
  const migrations = [{ name: "001", statements: [] }];
  const { sql: telling } = tellingMissingTables({ sql: lacking }, { migrations });
  await expect(telling?.query(ask)).rejects.toThrow("the statement failed");
});
