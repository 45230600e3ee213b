import { argv, stdout } from "node:process";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";

// One of several processes that start at once: prints which migrations it was that it applied.
const [, , url = "", setName = ""] = argv;
await using database = postgresDatabase({ url });
const applied = await migrate(database, {
  name: setName,
  migrations: [
    // Long enough for the others to come while it is under way.
    { name: "1", statements: [sql`SELECT pg_sleep(0.5)`] },
    { name: "2", statements: [sql`SELECT 1`] },
  ],
});
stdout.write(JSON.stringify(applied));
