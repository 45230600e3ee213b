import type { SqlStatement } from "../ports/sql-database.ts";
import { quote } from "../quote.ts";

/** A statement as an error shows it: on one line, cut, and without its values. */
export function quoteStatement({ text }: SqlStatement): string {
  return quote(text.replace(/\s+/g, " ").trim(), 100);
}
