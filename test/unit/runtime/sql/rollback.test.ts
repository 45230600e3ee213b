import { expect, test } from "vitest";
import { rollback, sql } from "../../../../runtime/index.ts";
import { ambientDatabase } from "../../../../runtime/sql/ambient-database.ts";
import type { RunStatement } from "../../../../runtime/sql/sql-driver.ts";

/** A database that writes down what it is asked, and how its transactions end. */
function recorded() {
  const log: string[] = [];
  const run: RunStatement = async ({ text }) => {
    log.push(text);
    return { rows: [], rowCount: 1 };
  };
  const database = ambientDatabase({
    query: run,
    async transaction(work) {
      log.push("BEGIN");
      try {
        const result = await work(run);
        log.push("COMMIT");
        return result;
      } catch (error) {
        log.push("ROLLBACK");
        throw error;
      }
    },
  });
  return { database, log };
}

test("work that returns rollback(value) is undone, and its transaction resolves to the value", async () => {
  const { database, log } = recorded();
  const answer = await database.transaction(async () => {
    await database.query(sql`DELETE FROM a`);
    return rollback({ status: 409 });
  });
  expect(answer).toEqual({ status: 409 });
  expect(await database.transaction(async () => rollback())).toBeUndefined();
  expect(log).toEqual(["BEGIN", "DELETE FROM a", "ROLLBACK", "BEGIN", "ROLLBACK"]);
});

test("a nested transaction that asks to be undone undoes all of it", async () => {
  const { database, log } = recorded();
  const answer = await database.transaction(async () => {
    const inner = await database.transaction(async () => rollback("no"));
    await database.query(sql`DELETE FROM a`);
    return `inner said ${inner}`;
  });
  expect(answer).toBe("inner said no");
  expect(log).toEqual(["BEGIN", "DELETE FROM a", "ROLLBACK"]);
});
