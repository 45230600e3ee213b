import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FatalError, RetryableError } from "../../runtime/errors/errors.ts";
import type { SqlDatabase, SqlStatement } from "../../runtime/ports/sql-database.ts";
import { type Migration, migrate } from "../../runtime/sql/migrate.ts";
import { sqlState } from "../../runtime/sql/sql-error.ts";
import { sql } from "../../runtime/sql/sql.ts";
import { deferred } from "../support/deferred.ts";
import { sqlValuesContract } from "./sql-values.contract.ts";

/** What every `SqlDatabase` promises. `open` is called once. */
export function sqlDatabaseContract(name: string, open: () => SqlDatabase & AsyncDisposable): void {
  describe(`${name} as a SQL database`, () => {
    let database: SqlDatabase & AsyncDisposable;
    let table: SqlStatement;

    const plain = (text: string): SqlStatement => ({ text, values: [] });
    const insert = (id: number) => database.query(plain(`INSERT INTO ${table.text} (id) VALUES (${id})`));
    const ids = async (): Promise<readonly number[]> => {
      const { rows } = await database.query<{ id: number }>(
        plain(`SELECT id FROM ${table.text} ORDER BY id`),
      );
      return rows.map(({ id }) => id);
    };
    beforeAll(() => {
      database = open();
    });
    afterAll(async () => {
      await database[Symbol.asyncDispose]();
      // Disposing again changes nothing, and what comes after it is refused as something that may be tried elsewhere.
      await database[Symbol.asyncDispose]();
      await expect(database.query(sql`SELECT 1`)).rejects.toThrow(RetryableError);
    });
    beforeEach(async () => {
      table = plain(`t_${randomUUID().replaceAll("-", "")}`);
      await database.query(plain(`CREATE TABLE ${table.text} (id int PRIMARY KEY, note text)`));
      return async () => void (await database.query(plain(`DROP TABLE ${table.text}`)));
    });

    test("a statement yields its rows and how many there are", async () => {
      expect(await database.query(sql`SELECT 1 AS a, 'x' AS b`)).toEqual({
        rows: [{ a: 1, b: "x" }],
        rowCount: 1,
      });
    });

    test("a statement that writes says how many rows it wrote", async () => {
      await insert(1);
      await insert(2);
      expect(await database.query(plain(`UPDATE ${table.text} SET note = 'x'`))).toEqual({
        rows: [],
        rowCount: 2,
      });
      expect(await database.query(plain(`DELETE FROM ${table.text} WHERE id > 5`))).toEqual({
        rows: [],
        rowCount: 0,
      });
    });

    test("one query is one statement, with and without values", async () => {
      await expect(database.query(plain("SELECT 1; SELECT 2"))).rejects.toThrow(FatalError);
    });

    sqlValuesContract(() => database);

    test.each([
      ["42601", "SELEC 1"],
      ["42P01", "SELECT * FROM no_such_table"],
      ["22P02", "SELECT 'x'::int"],
      ["22012", "SELECT 1 / 0"],
    ])("a mistake in a statement (%s) is fatal", async (state, text) => {
      const error: unknown = await database.query(plain(text)).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(FatalError);
      expect(sqlState(error)).toBe(state);
    });

    test("an error shows the statement on one line, and none of its values", async () => {
      const statement = sql`SELECT ${"a secret"}::text
        FROM no_such_table`;
      const error: unknown = await database.query(statement).catch((failure: unknown) => failure);
      expect(String(error)).toContain('query "SELECT $1::text FROM no_such_table" failed: relation');
      expect(String(error)).not.toContain("secret");
    });

    test("a statement that is refused only because of an earlier one says what that was", async () => {
      const failing = database.transaction(async () => {
        await insert(1);
        await insert(1).catch(() => undefined);
        await insert(2);
      });
      const error: unknown = await failing.catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(FatalError);
      expect(sqlState(error)).toBe("23505");
      expect(String(error)).toContain("duplicate key");
    });

    test("a broken constraint is fatal and can be told by its code", async () => {
      await insert(1);
      const error: unknown = await insert(1).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(FatalError);
      expect(sqlState(error)).toBe("23505");
    });

    test("what a transaction wrote is there when it has resolved", async () => {
      const result = await database.transaction(async () => {
        await insert(1);
        await insert(2);
        return "done";
      });
      expect(result).toBe("done");
      expect(await ids()).toEqual([1, 2]);
    });

    test("what a transaction wrote is gone when it has rejected, and the rejection is passed on", async () => {
      const reason = new Error("changed my mind");
      const failing = database.transaction(async () => {
        await insert(1);
        throw reason;
      });
      await expect(failing).rejects.toBe(reason);
      expect(await ids()).toEqual([]);
    });

    test("a failed statement undoes those before it", async () => {
      const failing = database.transaction(async () => {
        await insert(1);
        await insert(1);
      });
      await expect(failing).rejects.toThrow(FatalError);
      expect(await ids()).toEqual([]);
    });

    test("a transaction whose work swallowed a failed statement does not claim to be committed", async () => {
      const failing = database.transaction(async () => {
        await insert(1);
        await insert(1).catch(() => undefined);
      });
      await expect(failing).rejects.toThrow("is rolled back, because a statement in it had failed");
      expect(await ids()).toEqual([]);
    });

    test("a constraint that is checked at the end is fatal, and nothing is committed", async () => {
      await database.query(
        plain(`ALTER TABLE ${table.text} ADD UNIQUE (note) DEFERRABLE INITIALLY DEFERRED`),
      );
      const failing = database.transaction(async () => {
        await database.query(plain(`INSERT INTO ${table.text} VALUES (1, 'x'), (2, 'x')`));
      });
      const error: unknown = await failing.catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(FatalError);
      expect(sqlState(error)).toBe("23505");
      expect(await ids()).toEqual([]);
    });

    test("a nested transaction joins the outer one", async () => {
      const failing = database.transaction(async () => {
        await database.transaction(() => insert(1));
        expect(await ids()).toEqual([1]);
        throw new Error("outer");
      });
      await expect(failing).rejects.toThrow("outer");
      expect(await ids()).toEqual([]);
    });

    test("what a nested transaction wrote before it failed is not committed by the outer one", async () => {
      const failing = database.transaction(async () => {
        await insert(1);
        await database
          .transaction(async () => {
            await insert(2);
            throw new Error("inner");
          })
          .catch(() => undefined);
        await insert(3);
      });
      await expect(failing).rejects.toThrow("nested");
      expect(await ids()).toEqual([]);
    });

    test("statements sent side by side all take part", async () => {
      await database.transaction(async () => {
        await Promise.all([1, 2, 3, 4].map(insert));
      });
      expect(await ids()).toEqual([1, 2, 3, 4]);
    });

    test("work that goes on after the rollback leaves nothing behind", async () => {
      const rolledBack = deferred();
      let late: Promise<unknown> = Promise.resolve();
      const failing = database.transaction(async () => {
        late = rolledBack.promise.then(() => insert(2));
        late.catch(() => undefined);
        await Promise.all([insert(1), insert(1), insert(3)]);
      });
      await expect(failing).rejects.toThrow(FatalError);
      rolledBack.resolve();
      await expect(late).rejects.toThrow("has been rolled back");
      expect(await ids()).toEqual([]);
    });

    test("work that goes on after the commit stands by itself", async () => {
      const committed = deferred();
      let late: Promise<unknown> = Promise.resolve();
      await database.transaction(async () => {
        await insert(1);
        late = committed.promise.then(() => database.transaction(() => insert(2)));
      });
      committed.resolve();
      await late;
      expect(await ids()).toEqual([1, 2]);
    });

    test("a statement sent but not waited for is part of the transaction", async () => {
      await database.transaction(async () => void insert(1));
      expect(await ids()).toEqual([1]);
    });

    test("transactions side by side do not see each other", async () => {
      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4, 5, 6].map((id) =>
          database.transaction(async () => {
            await insert(id);
            if (id % 2 === 0) throw new Error("even");
          }),
        ),
      );
      expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(3);
      expect(await ids()).toEqual([1, 3, 5]);
    });

    test("a query outside waits for the transaction or passes it, but never takes part in it", async () => {
      const seen = deferred<readonly number[]>();
      const outside = deferred();
      // Begun outside, so that it does not carry the transaction.
      const asking = outside.promise.then(async () => seen.resolve(await ids()));
      await database
        .transaction(async () => {
          await insert(1);
          outside.resolve();
          throw new Error("undo");
        })
        .catch(() => undefined);
      await asking;
      expect(await seen.promise).toEqual([]);
    });

    describe("migrations", () => {
      const history = (): { name: string; migrations: Migration[] } => ({
        name: `set-${table.text}`,
        migrations: [
          { name: "1", statements: [plain(`CREATE TABLE m_${table.text} (a int)`)] },
          { name: "2", statements: [{ text: `ALTER TABLE m_${table.text} ADD b int`, values: [] }] },
        ],
      });

      test("are applied once, in order", async () => {
        const set = history();
        expect(await migrate(database, set)).toEqual(["1", "2"]);
        expect(await migrate(database, set)).toEqual([]);
        set.migrations.push({ name: "3", statements: [plain(`ALTER TABLE m_${table.text} ADD c int`)] });
        expect(await migrate(database, set)).toEqual(["3"]);
        await database.query(plain(`SELECT a, b, c FROM m_${table.text}`));
      });

      test("by several processes at once are applied once", async () => {
        const set = history();
        const applied = await Promise.all([1, 2, 3].map(() => migrate(database, set)));
        expect(applied.flat()).toEqual(["1", "2"]);
      });

      test("of which one fails leave nothing behind", async () => {
        const set = history();
        set.migrations.push({ name: "3", statements: [plain("SELEC")] });
        const failing = migrate(database, set);
        await expect(failing).rejects.toThrow(FatalError);
        await expect(failing).rejects.toThrow(
          `migration "3" of "${set.name}" failed: query "SELEC" failed: `,
        );
        set.migrations.pop();
        expect(await migrate(database, set)).toEqual(["1", "2"]);
      });

      test("that were changed afterwards are refused", async () => {
        const set = history();
        await migrate(database, set);
        set.migrations[0] = { name: "1", statements: [plain("SELECT 1")] };
        await expect(migrate(database, set)).rejects.toThrow('migration "1" of');
      });
    });
  });
}
