import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { FatalError, RetryableError } from "../errors/errors.ts";
import type { SqlDatabase, SqlStatement } from "../ports/sql-database.ts";
import { sql } from "./sql.ts";
import { failureBecause } from "./failure-because.ts";

/** One step of a schema's history. Once released it is never edited: what comes later is another step. */
export interface Migration {
  /** Unique in its set, such as `001-users`. */
  readonly name: string;
  /** Run one after the other, each within the time that the database allows a statement. */
  readonly statements: readonly SqlStatement[];
}

/** The history of the tables of one system, oldest first. */
export interface MigrationSet {
  /** Unique in the database. */
  readonly name: string;
  readonly migrations: readonly Migration[];
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

export interface MigrateOptions {
  /** How long to wait while another process applies migrations. Default: 600,000 ms. */
  readonly waitTimeoutMs?: number;
}

/**
 * Applies what has not been applied yet, in order and in one transaction, and resolves to the names of that. Processes
 * that start at the same time wait for each other. Migrations that only the database knows, from a newer version of
 * the program, are left alone.
 */
export async function migrate(
  database: SqlDatabase,
  set: MigrationSet,
  { waitTimeoutMs = 600_000 }: MigrateOptions = {},
): Promise<readonly string[]> {
  refuseDuplicates(set);
  const startedMs = performance.now();
  for (;;) {
    const applied = await database.transaction(async () =>
      (await takeLock(database)) ? applyPending(database, set) : undefined,
    );
    if (applied !== undefined) return applied;
    if (performance.now() - startedMs >= waitTimeoutMs)
      throw new RetryableError(
        `another process has been applying migrations for ${waitTimeoutMs} ms, so those of "${set.name}" have not been`,
      );
    await setTimeout(pollMs);
  }
}

// Polled: a statement that waited for the lock would be ended after the statement timeout, while the migrations of
// another process may take as long as they need.
async function takeLock(database: SqlDatabase): Promise<boolean> {
  const { rows } = await database.query<{ taken: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(${lockKey}::bigint) AS taken`,
  );
  return rows[0]?.taken === true;
}

async function applyPending(database: SqlDatabase, set: MigrationSet): Promise<readonly string[]> {
  await database.query(createTable);
  const { rows } = await database.query<AppliedMigration>(
    sql`SELECT name, checksum FROM seqwright_migration WHERE set_name = ${set.name}`,
  );
  const pending = pendingMigrations(set, rows);
  for (const migration of pending) await apply(database, set.name, migration);
  return pending.map(({ name }) => name);
}

/** Those still to be applied. Throws when what has been applied is not the beginning of this history. */
export function pendingMigrations(
  { name: setName, migrations }: MigrationSet,
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const firstPending = migrations.findIndex(({ name }) => !checksums.has(name));
  const done = firstPending === -1 ? migrations : migrations.slice(0, firstPending);
  const pending = migrations.slice(done.length);
  const changed = done.find((migration) => checksums.get(migration.name) !== checksumOf(migration));
  if (changed !== undefined) {
    throw new FatalError(
      `migration "${changed.name}" of "${setName}" has been changed since it was applied: ` +
        "restore it, and write the change as a new migration",
    );
  }
  const late = pending.find(({ name }) => checksums.has(name));
  if (late !== undefined) {
    throw new FatalError(
      `migration "${late.name}" of "${setName}" has been applied, but "${pending[0]?.name}" before it has not: ` +
        "put new migrations at the end",
    );
  }
  return pending;
}

/** Covers the text and the values of every statement. */
export function checksumOf({ statements }: Migration): string {
  const content = JSON.stringify(statements.map(({ text, values }) => [text, values]));
  return createHash("sha256").update(content).digest("hex");
}

// Any number, but the same one in every version of this program.
const lockKey = "7356493620531";
const pollMs = 100;

const createTable = sql`CREATE TABLE IF NOT EXISTS seqwright_migration (
  set_name text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (set_name, name)
)`;

async function apply(database: SqlDatabase, setName: string, migration: Migration): Promise<void> {
  try {
    for (const statement of migration.statements) await database.query(statement);
  } catch (error) {
    throw failureBecause(`migration "${migration.name}" of "${setName}" failed`, error);
  }
  await database.query(sql`INSERT INTO seqwright_migration (set_name, name, checksum)
    VALUES (${setName}, ${migration.name}, ${checksumOf(migration)})`);
}

function refuseDuplicates({ name: setName, migrations }: MigrationSet): void {
  const names = new Set<string>();
  for (const { name } of migrations) {
    if (names.has(name)) throw new FatalError(`"${setName}" has two migrations named "${name}"`);
    names.add(name);
  }
}
