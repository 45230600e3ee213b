import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { immediateBackground } from "../../../runtime/system/immediate-background.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { gate, until } from "../../support/workflow/until.ts";

const note = (db: SqlDatabase, text: string) => db.query(sql`INSERT INTO note VALUES (${text})`);

async function notesOf(db: SqlDatabase): Promise<readonly string[]> {
  const { rows } = await db.query<{ readonly text: string }>(sql`SELECT text FROM note ORDER BY text`);
  return rows.map(({ text }) => text);
}

test("a background task that is started inside a transaction does not take part in it", async () => {
  await using db = pgliteDatabase();
  await db.query(sql`CREATE TABLE note (text text)`);
  const failures: unknown[] = [];
  await using background = immediateBackground({ onError: (error) => void failures.push(error) });
  const taskIsUnderWay = gate();
  const rolledBack = db.transaction(async () => {
    await note(db, "inside");
    background.run("note", async () => {
      const noted = note(db, "background");
      taskIsUnderWay.open();
      await noted;
    });
    await taskIsUnderWay.passed;
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  await background.settled();
  expect(failures).toEqual([]);
  expect(await notesOf(db)).toEqual(["background"]);
});

test("a workflow's background task that is asked for inside a transaction does not take part in it", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  await db.query(sql`CREATE TABLE note (text text)`);
  await using engine = workflowEngine({ db });
  const workflow = engine.workflow<null>("notes", async () => {
    await db.transaction(async () => {
      await note(db, "inside");
      engine.background.run("outer", async () => {
        await note(db, "outer");
        await db
          .transaction(async () => {
            engine.background.run("inner", async () => void (await note(db, "inner")));
            throw new Error("rolled back");
          })
          .catch(() => undefined);
      });
    });
  });
  await workflow.start("a", null);
  await engine.idle();
  expect(await workflow.status("a")).toMatchObject({ state: "done" });
  expect(await notesOf(db)).toEqual(["inner", "inside", "outer"]);
});

test("a background task inside a step is refused: a recorded step would not ask for it again", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  await using engine = workflowEngine({ db });
  const { service } = engine.durable({
    service: { work: async () => engine.background.run("rest", async () => undefined) },
  });
  const workflow = engine.workflow<null>("nested", async () =>
    engine.background.run("work", async () => service.work()),
  );
  await workflow.start("a", null);
  await engine.idle();
  expect(await workflow.status("a")).toMatchObject({
    state: "failed",
    error: {
      message:
        'background task "rest" was asked for inside a step: ask for it in the code that takes the steps',
    },
  });
});

test("a workflow that is retried in a transaction does not draw the engine's own work into it", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const troubles: unknown[] = [];
  await using engine = workflowEngine({ db, pollMs: 10, onError: (error) => void troubles.push(error) });
  let isBroken = true;
  const workflow = engine.workflow<null>("mended", async () =>
    engine.background.run("work", async () => {
      if (isBroken) throw new FatalError("broken");
    }),
  );
  engine.resume();
  await workflow.start("a", null);
  await until("it has failed", async () => (await workflow.status("a"))?.state === "failed");
  isBroken = false;
  const retried = db.transaction(async () => {
    expect(await workflow.retry("a")).toBe(true);
    throw new Error("rolled back");
  });
  await expect(retried).rejects.toThrow("rolled back");
  expect((await workflow.status("a"))?.state).toBe("failed");

  expect(await workflow.retry("a")).toBe(true);
  await until("it is done", async () => (await workflow.status("a"))?.state === "done");
  expect(troubles).toEqual([]);
});
