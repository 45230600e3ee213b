import type { SqlTable, SqlTables } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { SqlMeaning } from "../../text/model.ts";
import { descriptionOf, isTable } from "./drawn-statements.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** Statements that PostgreSQL refuses, with the tables that there are. */
export function checkTables(
  arrows: readonly ReadArrow[],
  tables: SqlTables | undefined,
  source: SourceFile,
): readonly Diagnostic[] {
  if (tables === undefined) return [];
  return arrows.flatMap(({ meaning, span }) => {
    if (meaning.kind !== "sql") return [];
    const refusal = refusalOf(meaning, tables);
    if (refusal === undefined) return [];
    const { reason, hint } = refusal;
    return [diagnostic("text/sql-does-not-fit", { reason }, { source, span }, { hint })];
  });
}

interface Refusal {
  readonly reason: string;
  readonly hint: string | undefined;
}

function refusalOf(meaning: SqlMeaning, known: SqlTables): Refusal | undefined {
  const { tables } = known;
  const described = descriptionOf(meaning, known);
  const own = tables.filter(({ name }) => meaning.tables.some((table) => isTable(table, name)));
  if (described?.kind === "refused")
    return { reason: described.reason, hint: hintFor(described, own, tables) };
  return described === undefined ? undefined : leftOut(meaning, own);
}

function hintFor(
  { reason, hint }: Refusal,
  own: readonly SqlTable[],
  all: readonly SqlTable[],
): string | undefined {
  const missing = /^(relation|column) "([^"]{1,200})"(?: of relation "[^"]{1,200}")? does not exist/.exec(
    reason,
  );
  const name = missing?.[2]?.split(".").at(-1) ?? "";
  if (missing?.[1] === "relation") {
    const names = all.map((table) => table.name);
    return didYouMean(name, names) ?? `There are the tables ${shownNames(names)}.`;
  }
  if (missing?.[1] === "column") {
    const names = own.flatMap(({ columns }) => columns.map((column) => column.name));
    return didYouMean(name, names) ?? hint ?? `There are the columns ${shownNames(names)}.`;
  }
  if (reason.includes("ON CONFLICT")) {
    const keys = own.flatMap((table) => table.keys.map((key) => `(${key.join(", ")})`));
    return `A unique index on these columns is needed; there is ${shownNames(keys)}.`;
  }
  return hint;
}

function shownNames(names: readonly string[]): string {
  const some = names.slice(0, 12).join(", ");
  return names.length > 12 ? `${some} and ${names.length - 12} more` : some === "" ? "none" : some;
}

/** A column that an INSERT leaves out, and that must have a value. */
function leftOut({ inserted }: SqlMeaning, own: readonly SqlTable[]): Refusal | undefined {
  const table = own.find(({ name }) => inserted !== undefined && isTable(inserted.table, name));
  if (inserted === undefined || table === undefined) return undefined;
  const given = new Set(inserted.columns.map((column) => column.toLowerCase()));
  const lacking = table.columns.filter(
    ({ name, isRequired }) => isRequired && !given.has(name.toLowerCase()),
  );
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ name }) => `"${name}"`).join(", ");
  return {
    reason: `${names} of "${table.name}" cannot be null, has no default, and gets no value`,
    hint: `Insert it, or give it a default in a migration.`,
  };
}
