import { NotImplementedError } from "../../errors/errors.ts";
import type { SqlDatabase, SqlResult, SqlStatement } from "../../ports/sql-database.ts";
import type { ResourceClients } from "../../system/system-definition.ts";
import type { SystemSetup } from "../../system/system-options.ts";

/**
 * The same clients; where the developer has written no migration yet, a statement about a table that is not there fails as
 * a stub does: with what is still to be written. Where there are migrations, they are to make all tables.
 */
export function tellingMissingTables(
  clients: Partial<ResourceClients>,
  { migrations = [] }: Pick<SystemSetup, "migrations">,
): Partial<ResourceClients> {
  const { sql } = clients;
  if (sql === undefined || migrations.length > 0) return clients;
  const telling: SqlDatabase = {
    query: <Row>(statement: SqlStatement): Promise<SqlResult<Row>> =>
      sql.query<Row>(statement).catch((error: unknown) => {
        throw missingTable(error) ?? error;
      }),
    transaction: (work) => sql.transaction(work),
  };
  return { ...clients, sql: telling };
}

/** PostgreSQL's code for a table that is not there. */
const undefinedTable = "42P01";

function missingTable(error: unknown): NotImplementedError | undefined {
  for (let current = error, depth = 0; depth < causesMax; depth += 1) {
    if (!(current instanceof Error)) return undefined;
    if ("code" in current && current.code === undefinedTable) {
      const [, table] = /"([^"]*)"/.exec(current.message) ?? [];
      const which = table === undefined ? "a table" : `the table ${table}`;
      const told = new NotImplementedError(`${which}: a migration of system.ts has to make it`);
      // Where it is to be written is said; where the statement stands is no help.
      delete told.stack;
      return told;
    }
    current = current.cause;
  }
  return undefined;
}

const causesMax = 8;
