import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";

/** One life of a process, as far as its database and its collaborators see it. */
export interface Life {
  readonly db: SqlDatabase;
  /** Passes one point at which the process may die. From then on nothing that it waits for ever comes. */
  readonly pass: () => Promise<void>;
  readonly died: Promise<void>;
}

class Died extends Error {}

/** A process that dies at its n-th point: before or after a statement, a commit, or whatever calls `pass`. */
export function mortal(database: SqlDatabase, diesAt: number): Life {
  let points = 0;
  let dead = false;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (die = resolve));

  const pass = async (): Promise<void> => {
    if (dead || points++ === diesAt) {
      dead = true;
      die();
      await new Promise(() => undefined);
    }
  };
  const untilDeath = async (): Promise<never> => {
    await died;
    throw new Died("the connection is gone");
  };

  const db: SqlDatabase = {
    async query(statement) {
      await pass();
      const result = await database.query<never>(statement);
      await pass();
      return result;
    },
    async transaction(work) {
      await pass();
      try {
        const result = await database.transaction(() => Promise.race([work(), untilDeath()]));
        await pass();
        return result;
      } catch (error) {
        // The server rolls back when the connection breaks; the dead process hears nothing of it.
        if (error instanceof Died) await new Promise(() => undefined);
        throw error;
      }
    },
  };
  return { db, pass, died };
}
