import { AsyncLocalStorage } from "node:async_hooks";
import { FatalError } from "../errors/errors.ts";
import type { SqlDatabase, SqlResult, SqlStatement } from "../ports/sql-database.ts";
import { answerOf, isRollback } from "./rollback.ts";
import { serialQueue } from "../time/serial-queue.ts";
import { type AbortCause, abortCause } from "./aborted-transaction.ts";
import { failureBecause } from "./failure-because.ts";
import type { RunStatement, SqlDriver } from "./sql-driver.ts";

type Outcome = "committed" | "rolled back";

/** A transaction as the code that runs inside it sees it. */
interface Ambient {
  readonly run: RunStatement;
  /** Set when the transaction takes no more statements. */
  ending: Promise<Outcome> | undefined;
  /** Set when nothing of it may be committed. */
  failed: boolean;
  /** Set when a nested transaction has asked to be undone, which undoes all of it. */
  undone: boolean;
  /** The first rejection of a nested transaction: what it wrote must not be committed. */
  nestedFailure: { readonly error: unknown } | undefined;
  /** Resolves when the statements that it has taken are done. */
  drained(): Promise<void>;
}

/**
 * Gives a driver transactions that follow the flow of the program: whatever is called inside `transaction`, in
 * whichever component, takes part in it without a connection being passed around.
 */
export function ambientDatabase(driver: SqlDriver): SqlDatabase {
  const current = new AsyncLocalStorage<Ambient>();

  // Work that a transaction started and did not wait for still carries it. After a commit such work stands by itself;
  // after a rollback it must not leave anything behind either.
  const joinable = async (): Promise<Ambient | undefined> => {
    const ambient = current.getStore();
    if (ambient?.ending === undefined) return ambient;
    if ((await ambient.ending) === "committed") return undefined;
    throw lateStatement();
  };

  const begin = async <T>(work: () => Promise<T>): Promise<T> => {
    let end: (outcome: Outcome) => void = () => undefined;
    const ending = new Promise<Outcome>((resolve) => (end = resolve));
    const cause = abortCause();
    let undone: { readonly answer: T } | undefined;
    try {
      const value = await driver.transaction(async (run) => {
        const ambient = ambientOver(run, cause);
        try {
          const result = await current.run(ambient, work);
          ambient.ending = ending;
          await ambient.drained();
          refuseAfterNestedFailure(ambient);
          if (isRollback(result) || ambient.undone) {
            undone = { answer: answerOf(result) };
            throw new FatalError("the transaction is rolled back, as its work has asked for");
          }
          return result;
        } catch (error) {
          ambient.ending = ending;
          ambient.failed = true;
          await ambient.drained();
          throw error;
        }
      });
      end("committed");
      return value;
    } catch (error) {
      if (undone !== undefined) return undone.answer;
      throw cause.explain(error);
    } finally {
      end("rolled back");
    }
  };

  return {
    async query<Row>(statement: SqlStatement): Promise<SqlResult<Row>> {
      const ambient = await joinable();
      const result = await (ambient === undefined ? driver.query(statement) : ambient.run(statement));
      return result as SqlResult<Row>;
    },
    async transaction(work) {
      const ambient = await joinable();
      return ambient === undefined ? begin(work) : join(ambient, work);
    },
  };
}

function ambientOver(run: RunStatement, cause: AbortCause): Ambient {
  // A connection does one thing at a time, while the work may well send several statements side by side.
  const enqueue = serialQueue();
  const ambient: Ambient = {
    run: (statement) =>
      enqueue(async () => {
        if (ambient.failed) throw lateStatement();
        try {
          return await run(statement);
        } catch (error) {
          throw cause.explain(error);
        }
      }),
    ending: undefined,
    failed: false,
    undone: false,
    nestedFailure: undefined,
    drained: () => enqueue(async () => undefined),
  };
  return ambient;
}

async function join<T>(ambient: Ambient, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (isRollback(result)) ambient.undone = true;
    return answerOf(result);
  } catch (error) {
    ambient.nestedFailure ??= { error };
    throw error;
  }
}

function refuseAfterNestedFailure({ nestedFailure }: Ambient): void {
  if (nestedFailure === undefined) return;
  throw failureBecause(
    "the transaction is rolled back, because a transaction nested in it had failed",
    nestedFailure.error,
  );
}

function lateStatement(): FatalError {
  return new FatalError("the transaction that this work was started in has been rolled back");
}
