import type { ColumnKind, SqlDescription, SqlTable, SqlTables, SqlType } from "seqwright-runtime/model";
import type { Meaning, SqlMeaning } from "../../text/model.ts";

/** A statement as PostgreSQL is asked about it: with `$1`, `$2` … in the place of what is bound. */
export function statementText({ chunks }: Pick<SqlMeaning, "chunks">): string {
  return chunks.reduce((text, chunk, index) => `${text}$${index}${chunk}`);
}

/** What PostgreSQL says of a statement; undefined where no tables are known. */
export function descriptionOf(
  statement: SqlMeaning,
  tables: SqlTables | undefined,
): SqlDescription | undefined {
  return tables?.statements.get(statementText(statement));
}

/** A statement with what its tables say of it: the types of parameters and columns, and what finds one row. */
export function asTablesSay(meaning: Meaning, tables: SqlTables | undefined): Meaning {
  const described = meaning.kind === "sql" ? descriptionOf(meaning, tables) : undefined;
  if (meaning.kind !== "sql" || tables === undefined || described?.kind !== "fits") return meaning;
  const { parameters, columns } = described;
  const own = tables.tables.filter(({ name }) => meaning.tables.some((table) => isTable(table, name)));
  const isOuter = /\b(?:left|right|full)\b/i.test(statementText(meaning));
  return {
    ...meaning,
    parameters: meaning.parameters.map((parameter, index) => ({
      ...parameter,
      kind: kindOf(parameters[index]),
    })),
    given: columns.map(({ name, type }) => ({
      name,
      kind: kindOf(type),
      isNullable: isOuter || own.some((table) => mayBeNull(name, table)),
    })),
    keys: own.flatMap(({ keys }) => keys.flatMap((key) => (key.length === 1 ? key : []))),
  };
}

function mayBeNull(column: string, { columns }: SqlTable): boolean {
  return columns.some(({ name, isNullable }) => name === column && isNullable);
}

/** `public.orders` and `Orders`, as written, are the table `orders`. */
export function isTable(written: string, name: string): boolean {
  return written.toLowerCase().replace(/^public\./, "") === name.toLowerCase();
}

function kindOf(type: SqlType | undefined): ColumnKind | undefined {
  return type === undefined || type.isArray ? undefined : kinds.get(type.name);
}

const kinds: ReadonlyMap<string, ColumnKind> = new Map([
  ["smallint", "integer"],
  ["integer", "integer"],
  ["bigint", "integer"],
  ["numeric", "number"],
  ["real", "number"],
  ["double precision", "number"],
  ["boolean", "boolean"],
  ["text", "text"],
  ["character varying", "text"],
  ["character", "text"],
  ["uuid", "uuid"],
  ["timestamp with time zone", "time"],
  ["bytea", "bytes"],
]);
