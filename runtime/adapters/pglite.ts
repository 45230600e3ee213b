import { type ParserOptions, PGlite, type Results } from "@electric-sql/pglite";
import { RetryableError } from "../errors/errors.ts";
import type { SqlDatabase, SqlResult, SqlStatement } from "../ports/sql-database.ts";
import { ambientDatabase } from "../sql/ambient-database.ts";
import { bindValue } from "../sql/bind-value.ts";
import { queryError } from "../sql/query-error.ts";
import { sessionLock } from "../sql/session-lock.ts";
import type { RunStatement, SqlDriver } from "../sql/sql-driver.ts";
import { sqlError } from "../sql/sql-error.ts";
import { valueParser } from "../sql/value-parser.ts";

export { tableReader, type TableReader } from "./pglite-table-reader.ts";

export interface PgliteOptions {
  /** The folder that keeps the data. Default: none, the data stay in memory. */
  readonly dataDir?: string;
  /** How long to wait while a transaction has the only session. Default: 30,000 ms. */
  readonly waitTimeoutMs?: number;
  /** A database of your own instead of one in `dataDir`. You close it yourself. */
  readonly client?: PGlite;
}

/**
 * PostgreSQL inside this process, by PGlite: for development, demonstrations and tests. It has one session, so that
 * transactions run one after the other and no lock is ever contended. Starts when first used.
 */
export function pgliteDatabase(options: PgliteOptions = {}): SqlDatabase & AsyncDisposable {
  const lock = sessionLock(options.waitTimeoutMs ?? 30_000);
  let starting: Promise<PGlite> | undefined;
  let closing: Promise<void> | undefined;

  const start = async (): Promise<PGlite> => {
    try {
      const client = options.client ?? new PGlite(options.dataDir);
      await client.waitReady;
      return client;
    } catch (error) {
      starting = undefined;
      throw sqlError("starting PGlite failed", error);
    }
  };
  const alone: Alone = (work) =>
    lock.run(async () => {
      if (closing !== undefined) throw new RetryableError("the database has been closed");
      return work(await (starting ??= start()));
    });
  const close = async (): Promise<void> => {
    await lock.run(async () => {
      const client = await starting?.catch(() => undefined);
      if (options.client === undefined) await client?.close();
    });
  };

  return {
    ...ambientDatabase(sessionDriver(alone)),
    async [Symbol.asyncDispose]() {
      await (closing ??= close());
    },
  };
}

/** Runs `work` while nobody else uses the session. */
type Alone = <T>(work: (client: PGlite) => Promise<T>) => Promise<T>;

function sessionDriver(alone: Alone): SqlDriver {
  return {
    query: (statement) => alone((client) => runOn(client, statement, parsersOf(client))),
    transaction: (work) => alone((client) => inTransaction(client, work)),
  };
}

async function inTransaction<T>(client: PGlite, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const parsers = parsersOf(client);
  let rejection: { readonly error: unknown } | undefined;
  try {
    return await client.transaction(async (transaction) => {
      try {
        return await work((statement) => runOn(transaction, statement, parsers));
      } catch (error) {
        rejection = { error };
        throw error;
      }
    });
  } catch (error) {
    // A failed rollback must not hide why there was one.
    throw rejection === undefined ? sqlError("committing failed", error) : rejection.error;
  }
}

async function runOn(
  session: Pick<PGlite, "query">,
  statement: SqlStatement,
  parsers: ParserOptions,
): Promise<SqlResult> {
  const bound = statement.values.map(bindValue);
  try {
    return toResult(await session.query(statement.text, bound, { parsers }));
  } catch (error) {
    throw queryError(statement, error);
  }
}

function toResult({ rows, affectedRows = 0 }: Results): SqlResult {
  return { rows, rowCount: Math.max(rows.length, affectedRows) };
}

/** Ours for every type that it has its own for, among them all arrays that it has found in the database. */
function parsersOf(client: PGlite): ParserOptions {
  return Object.fromEntries(Object.keys(client.parsers).map((type) => [type, valueParser(Number(type))]));
}
