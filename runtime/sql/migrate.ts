import { createHash } from "node:crypto";
import { FatalError } from "../errors.ts";
import type { SqlDatabase, SqlStatement } from "../ports/sql-database.ts";
import { sql } from "../sql.ts";

/** One step of a schema's history. Once released it is never edited: what comes later is another step. */
export interface Migration {
  /** Unique in its set, such as `001-users`. */
  readonly name: string;
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

/**
 * Applies what has not been applied yet, in order and in one transaction, and resolves to the names of that. Processes
 * that start at the same time wait for each other. Migrations that only the database knows, from a newer version of
 * the program, are left alone.
 */
export async function migrate(database: SqlDatabase, set: MigrationSet): Promise<readonly string[]> {
  refuseDuplicates(set);
  return database.transaction(async () => {
    await database.query(sql`SELECT pg_advisory_xact_lock(${lockKey}::bigint)`);
    await database.query(createTable);
    const { rows } = await database.query<AppliedMigration>(
      sql`SELECT name, checksum FROM seqwright_migration WHERE set_name = ${set.name}`,
    );
    const pending = pendingMigrations(set, rows);
    for (const migration of pending) await apply(database, set.name, migration);
    return pending.map(({ name }) => name);
  });
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

// Any number will do, as long as every version of this program uses the same one.
const lockKey = "7356493620531";

const createTable = sql`CREATE TABLE IF NOT EXISTS seqwright_migration (
  set_name text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (set_name, name)
)`;

async function apply(database: SqlDatabase, setName: string, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await database.query(statement);
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
