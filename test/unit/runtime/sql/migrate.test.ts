import { expect, test } from "vitest";
import { checksumOf, type Migration, migrate, pendingMigrations } from "../../../../runtime/sql/migrate.ts";
import { sql } from "../../../../runtime/sql/sql.ts";

const migration = (name: string): Migration => ({ name, statements: [sql`SELECT ${name}`] });
const applied = (...names: readonly string[]) =>
  names.map((name) => ({ name, checksum: checksumOf(migration(name)) }));
const history = { name: "shop", migrations: ["1", "2", "3"].map(migration) };

test.each([
  [[], ["1", "2", "3"]],
  [["1"], ["2", "3"]],
  [["1", "2", "3"], []],
  // A newer version of the program was here before.
  [["1", "2", "3", "4"], []],
])("with %j applied, %j are pending", (done, pending) => {
  expect(pendingMigrations(history, applied(...done)).map(({ name }) => name)).toEqual(pending);
});

test("a migration that was put in between is refused", () => {
  expect(() => pendingMigrations(history, applied("1", "3"))).toThrow(
    'migration "3" of "shop" has been applied, but "2" before it has not: put new migrations at the end',
  );
});

test("a migration that was changed is refused by name", () => {
  const changed = [{ name: "1", checksum: checksumOf(migration("other")) }];
  expect(() => pendingMigrations(history, changed)).toThrow('migration "1" of "shop" has been changed');
});

test("a checksum covers the text, the values and where one statement ends", () => {
  const sums = [
    [sql`SELECT ${1}`],
    [sql`SELECT ${2}`],
    [sql`SELECT  ${1}`],
    [sql`SELECT ${1}`, sql`SELECT ${1}`],
  ].map((statements) => checksumOf({ name: "1", statements }));
  expect(new Set(sums).size).toBe(4);
});

test("two migrations of one name are refused before the database is asked", async () => {
  const database = {
    query: async () => Promise.reject(new Error("asked")),
    transaction: async () => Promise.reject(new Error("asked")),
  };
  const set = { name: "shop", migrations: [migration("1"), migration("1")] };
  await expect(migrate(database, set)).rejects.toThrow('"shop" has two migrations named "1"');
});
