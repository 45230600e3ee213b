import { PGlite, type Results } from "@electric-sql/pglite";
import type { SqlDescription, SqlTable, SqlTables, SqlType } from "../model/sql/tables.ts";
import type { Migration } from "../sql/migrate.ts";
import { bindValue } from "../sql/bind-value.ts";
import { failureBecause } from "../sql/failure-because.ts";

/** Says what PostgreSQL makes of statements, without running any of them. */
export interface TableReader extends AsyncDisposable {
  /**
   * Makes the tables of these migrations, asks about each statement (with `$1`, `$2` …), and takes the tables back.
   * Throws where a migration fails, with its name.
   */
  describe(migrations: readonly Migration[], statements: readonly string[]): Promise<SqlTables>;
}

/** Starts PostgreSQL inside this process, with no tables in it: this takes seconds. */
export async function tableReader(): Promise<TableReader> {
  const client = new PGlite();
  await client.waitReady;
  return {
    async describe(migrations, statements) {
      await client.exec("BEGIN");
      try {
        await migrateWith(client, migrations);
        const described = new Map<string, SqlDescription>();
        for (const text of new Set(statements)) described.set(text, await descriptionOf(text, client));
        return { tables: await tablesIn(client), statements: described };
      } finally {
        await client.exec("ROLLBACK");
      }
    },
    async [Symbol.asyncDispose]() {
      await client.close();
    },
  };
}

async function migrateWith(client: PGlite, migrations: readonly Migration[]): Promise<void> {
  for (const { name, statements } of migrations) {
    try {
      for (const { text, values } of statements) await client.query(text, values.map(bindValue));
    } catch (error) {
      throw failureBecause(`migration "${name}" failed`, error);
    }
  }
}

/** A statement that is refused ends the transaction, up to the savepoint. */
async function descriptionOf(text: string, client: PGlite): Promise<SqlDescription> {
  await client.exec("SAVEPOINT asked");
  try {
    const { queryParams, resultFields } = await client.describeQuery(text);
    // Whether there is a key for ON CONFLICT is only asked when a plan is made.
    if (/\bon\s+conflict\b/i.test(text)) await client.exec(`EXPLAIN (GENERIC_PLAN) ${text}`);
    const ids = [...queryParams, ...resultFields].map(({ dataTypeID }) => dataTypeID);
    const types = await typesBy(ids, client);
    const typeAt = (id: number): SqlType => types.get(id) ?? { name: "text", isArray: false, labels: [] };
    return {
      kind: "fits",
      parameters: queryParams.map(({ dataTypeID }) => typeAt(dataTypeID)),
      columns: resultFields.map(({ name, dataTypeID }) => ({ name, type: typeAt(dataTypeID) })),
    };
  } catch (error) {
    return refusal(error);
  } finally {
    await client.exec("ROLLBACK TO asked");
  }
}

function refusal(error: unknown): SqlDescription {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const hint = "hint" in error && typeof error.hint === "string" ? error.hint : undefined;
  return { kind: "refused", reason: error.message, hint };
}

async function typesBy(ids: readonly number[], client: PGlite): Promise<ReadonlyMap<number, SqlType>> {
  if (ids.length === 0) return new Map();
  const { rows }: Results<SqlType & { readonly oid: number }> = await client.query(
    `SELECT t.oid::int AS oid, format_type(b.oid, NULL) AS name, t.typcategory = 'A' AS "isArray",
       ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder) AS labels
     FROM pg_type t
     JOIN pg_type b
       ON b.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
     WHERE t.oid = ANY($1)`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ oid, ...type }) => [oid, type]));
}

async function tablesIn(client: PGlite): Promise<readonly SqlTable[]> {
  const { rows }: Results<SqlTable> = await client.query(
    `SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name,
       (SELECT json_agg(json_build_object('name', a.attname, 'isRequired',
           a.attnotnull AND NOT a.atthasdef AND a.attidentity = '', 'isNullable', NOT a.attnotnull) ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
       coalesce((SELECT json_agg((SELECT json_agg(a.attname) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey)))
         FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL), '[]') AS keys
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
     ORDER BY c.oid`,
  );
  return rows;
}
