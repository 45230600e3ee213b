import type { FatalError, RetryableError } from "../errors/errors.ts";
import type { SqlStatement } from "../ports/sql-database.ts";
import { quote } from "../model/quote.ts";
import { sqlError, sqlState } from "./sql-error.ts";

/** What a client threw, as an error that shows the statement: on one line, cut, and without its values. */
export function queryError(statement: SqlStatement, error: unknown): RetryableError | FatalError {
  const shown = quote(statement.text.replace(/\s+/g, " ").trim(), 100);
  return sqlError(`query ${shown} failed${hint(statement, error)}`, error);
}

// PostgreSQL sees an array's text where JSON should be, and cannot know what was meant.
function hint({ values }: SqlStatement, error: unknown): string {
  const isNotJson = sqlState(error) === "22P02" && error instanceof Error && /\bjsonb?\b/.test(error.message);
  if (!isNotJson || !values.some(Array.isArray)) return "";
  return " (a list is bound as a PostgreSQL array; sqlJson binds it as JSON)";
}
