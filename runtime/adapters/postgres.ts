import { DatabaseError, Pool, type PoolClient, type QueryConfig, type QueryResult } from "pg";
import type { SqlDatabase, SqlResult, SqlStatement } from "../ports/sql-database.ts";
import { rolledBackInstead } from "../sql/aborted-transaction.ts";
import { ambientDatabase } from "../sql/ambient-database.ts";
import { bindValue } from "../sql/bind-value.ts";
import { queryError } from "../sql/query-error.ts";
import type { RunStatement, SqlDriver } from "../sql/sql-driver.ts";
import { sqlError } from "../sql/sql-error.ts";
import { valueParser } from "../sql/value-parser.ts";
import { notify } from "../errors/notify.ts";

export type PostgresOptions = PostgresUrlOptions | PostgresPoolOptions;

export interface PostgresUrlOptions extends PostgresListeners {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** How many connections at most; a query that finds all of them busy waits. Default: 10. */
  readonly connectionsMax?: number;
  /** How long to wait for a connection, a new one or a free one. Default: 5,000 ms. */
  readonly connectTimeoutMs?: number;
  /** How long a statement may take, counting the wait for locks. Default: 30,000 ms. */
  readonly statementTimeoutMs?: number;
  /** How long a transaction may do nothing before the server ends it. Default: 60,000 ms. */
  readonly idleInTransactionTimeoutMs?: number;
  /** After how long an unused connection is closed. Default: 10,000 ms. */
  readonly idleTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. Default: `seqwright`. */
  readonly applicationName?: string;
  readonly pool?: undefined;
}

export interface PostgresPoolOptions extends PostgresListeners {
  /** A pool of your own, with limits of its own, instead of `url` and what goes with it. You end it yourself. */
  readonly pool: Pool;
}

interface PostgresListeners {
  /** Told when an unused connection is lost. Nothing has to be done about it: the next query gets a new one. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** PostgreSQL by `pg`. Connects when first used; disposing waits for what is under way and closes the connections. */
export function postgresDatabase(options: PostgresOptions): SqlDatabase & AsyncDisposable {
  const pool = options.pool ?? createPool(options);
  const deafen = listenForErrors(pool, (error) => notify(options.onConnectionLost, error));
  let ending: Promise<void> | undefined;

  return {
    ...ambientDatabase(poolDriver(pool)),
    async [Symbol.asyncDispose]() {
      if (options.pool === undefined) await (ending ??= pool.end());
      else deafen();
    },
  };
}

/**
 * Without a listener, a connection that breaks would end the process: `onIdle` hears of those that nobody uses. The pool
 * stops listening to the others a moment before whoever asked for one learns that it is there.
 */
function listenForErrors(pool: Pool, onIdle: (error: Error) => void): () => void {
  const ignore = (): void => undefined;
  const onAcquire = (client: PoolClient): void => void client.on("error", ignore);
  const onRelease = (_: Error, client: PoolClient): void => void client.off("error", ignore);
  pool.on("error", onIdle).on("acquire", onAcquire).on("release", onRelease);
  return () => void pool.off("error", onIdle).off("acquire", onAcquire).off("release", onRelease);
}

function createPool(options: PostgresUrlOptions): Pool {
  const { statementTimeoutMs = 30_000 } = options;
  return new Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: statementTimeoutMs,
    // The server's own limit comes first; this one is for a server that has stopped answering.
    query_timeout: statementTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 60_000,
    idleTimeoutMillis: options.idleTimeoutMs ?? 10_000,
    application_name: options.applicationName ?? "seqwright",
    keepAlive: true,
  });
}

function poolDriver(pool: Pool): SqlDriver {
  return {
    async query(statement) {
      const query = queryConfig(statement);
      try {
        return toResult(await pool.query(query));
      } catch (error) {
        throw queryError(statement, explained(error, pool));
      }
    },
    async transaction(work) {
      const client = await connect(pool);
      const connection: Connection = { client, broken: undefined };
      const onError = (error: Error): void => void (connection.broken ??= error);
      client.on("error", onError);
      try {
        return await inTransaction(connection, work);
      } finally {
        client.off("error", onError);
        client.release(connection.broken);
      }
    },
  };
}

interface Connection {
  readonly client: PoolClient;
  /** Why the connection must not be used again. */
  broken: Error | undefined;
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw sqlError("connecting to PostgreSQL failed", explained(error, pool));
  }
}

// The client has the same words for a server that is silent and for connections that are all in use.
function explained(error: unknown, { totalCount, idleCount, options }: Pool): unknown {
  if (!(error instanceof Error) || error.message !== "timeout exceeded when trying to connect") return error;
  const inUse = `${totalCount - idleCount} of ${options.max} in use`;
  return new Error(`got no connection within ${options.connectionTimeoutMillis} ms, with ${inUse}`, {
    cause: error,
  });
}

async function inTransaction<T>(connection: Connection, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const run: RunStatement = (statement) => runOn(connection, statement);
  // A transaction that cannot be begun or ended as it should leaves a connection that nobody else may get.
  const runOrGiveUp: RunStatement = (statement) =>
    run(statement).catch((error: unknown) => {
      connection.broken ??= error as Error;
      throw error;
    });
  await runOrGiveUp(begin);
  let result: T;
  try {
    result = await work(run);
  } catch (error) {
    // Closing a broken connection rolls back, too, and does not wait for an answer that may never come.
    if (connection.broken === undefined) await runOrGiveUp(rollback).catch(() => undefined);
    throw error;
  }
  if (connection.broken !== undefined) throw sqlError("the connection was lost", connection.broken);
  await commit(connection);
  return result;
}

async function runOn(connection: Connection, statement: SqlStatement): Promise<SqlResult> {
  const query = queryConfig(statement);
  try {
    if (connection.broken !== undefined) throw connection.broken;
    return toResult(await connection.client.query(query));
  } catch (error) {
    // Only after what the server itself reports is the connection in a known state.
    if (!(error instanceof DatabaseError)) connection.broken ??= error as Error;
    throw queryError(statement, error);
  }
}

async function commit(connection: Connection): Promise<void> {
  let command: string;
  try {
    ({ command } = await connection.client.query("COMMIT"));
  } catch (error) {
    connection.broken ??= error as Error;
    // A deferred constraint, for one. Anything but such an answer leaves open what the server has done.
    const isAnswer = error instanceof DatabaseError && error.severity === "ERROR";
    throw sqlError(
      isAnswer ? "committing failed" : "committing failed, and the server may have done it all the same",
      error,
    );
  }
  if (command === "ROLLBACK") throw rolledBackInstead();
}

const begin: SqlStatement = { text: "BEGIN", values: [] };
const rollback: SqlStatement = { text: "ROLLBACK", values: [] };

function queryConfig({ text, values }: SqlStatement): QueryConfig {
  // The extended protocol even without values: it takes one statement per query, so no second one can be smuggled in.
  const query = {
    text,
    values: values.map(bindValue),
    types: { getTypeParser: valueParser },
    queryMode: "extended",
  };
  return query as QueryConfig;
}

function toResult({ rows, rowCount }: QueryResult): SqlResult {
  return { rows, rowCount: rowCount ?? 0 };
}
